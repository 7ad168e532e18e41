import { Outlet } from '@remix-run/react';
import { useSettingsTexts } from '../../../ui/settings/use-settings-texts';

/** The pages of the settings, below their texts. */
export default function Settings() {
  useSettingsTexts();
  return <Outlet />;
}
