import { askQuestion, dismissQuestion, recordAnswer, type Circumstances } from './answer.server';
import type { Message } from '../message/message';
import { problemAnswer, type DoorAnswer } from '../message/problems';
import { readMessage } from '../message/read-message';
import type { AnswerReply, AskReply, DismissalReply, Refused } from '../message/reply';
import { placed, type Speaker } from './speaker.server';

/** The largest body of a message, in bytes. */
export const LARGEST_MESSAGE = 16_384;

/** Takes a message in JSON from either door. @returns the answer in JSON, of every kind of message */
export async function takeMessage(text: string, speaker: Speaker): Promise<DoorAnswer> {
  if (Buffer.byteLength(text) > LARGEST_MESSAGE) return problemAnswer('too_large');
  const read = readMessage(text);
  if ('problem' in read) return problemAnswer(read.problem);
  const own = await placed(read.message, speaker);
  if ('problem' in own) return problemAnswer(own.problem);
  const reply = await dispatch(speaker.shop, own.message, own.circumstances);
  return 'refused' in reply ? refusalAnswer(reply) : { status: 200, body: reply };
}

async function dispatch(
  shop: string,
  message: Message,
  circumstances: Circumstances,
): Promise<AskReply | AnswerReply | DismissalReply | Refused> {
  switch (message.kind) {
    case 'ask':
      return await askQuestion(shop, message, circumstances);
    case 'answer':
      return await recordAnswer(shop, message, circumstances);
    case 'dismissal':
      return await dismissQuestion(shop, message, circumstances);
  }
}

function refusalAnswer(refusal: Refused): DoorAnswer {
  return 'retryAfterSeconds' in refusal
    ? problemAnswer(refusal.refused, refusal.retryAfterSeconds)
    : problemAnswer(refusal.refused);
}
