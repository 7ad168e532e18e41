import { afterAll, beforeAll } from 'vitest';
import { closeStand, openStand } from './pages/stand';
// the tests, in this order: later ones meet what earlier ones have saved
import './pages/navigation';
import './pages/walk';
import './pages/customers';
import './pages/reading';
import './pages/view';
import './pages/offline';
import './pages/menu';
import './pages/settings/costs';
import './pages/settings/roles';
import './pages/settings/rules';
import './pages/settings/advertising';
import './pages/settings/unit-costs';
import './pages/data';
import './pages/setup';
import './pages/survey-settings';
import './pages/attention';
import './pages/answers';
import './pages/profile';
import './pages/same-number';
import './pages/what-if';
import './pages/cohorts';
import './pages/segments';

beforeAll(openStand);
afterAll(closeStand);
