import { askQuestion, dismissQuestion, recordAnswer, type MessageContext } from './answer.server';
import {
  type AnswerReply,
  type AskReply,
  type DismissalReply,
  type DoorReply,
  type Message,
  problemReply,
  type Refused,
} from '../message/contract';
import { readMessage } from '../message/read-message';
import { authoriseSender, type Sender } from './sender.server';

/** The largest body of a message, in bytes. */
export const LARGEST_MESSAGE = 16_384;

/** Takes a message in JSON from either door. @returns status and JSON body of the reply */
export async function takeMessage(text: string, sender: Sender): Promise<DoorReply> {
  if (Buffer.byteLength(text) > LARGEST_MESSAGE) return problemReply('too_large');
  const read = readMessage(text);
  if ('problem' in read) return problemReply(read.problem);
  const authorised = await authoriseSender(read.message, sender);
  if ('problem' in authorised) return problemReply(authorised.problem);
  const reply = await dispatch(sender.shop, authorised.message, authorised.context);
  return 'refused' in reply ? refusalReply(reply) : { status: 200, body: reply };
}

async function dispatch(
  shop: string,
  message: Message,
  context: MessageContext,
): Promise<AskReply | AnswerReply | DismissalReply | Refused> {
  switch (message.kind) {
    case 'ask':
      return await askQuestion(shop, message, context);
    case 'answer':
      return await recordAnswer(shop, message, context);
    case 'dismissal':
      return await dismissQuestion(shop, message, context);
  }
}

function refusalReply(refusal: Refused): DoorReply {
  return 'retryAfterSeconds' in refusal
    ? problemReply(refusal.refused, refusal.retryAfterSeconds)
    : problemReply(refusal.refused);
}
