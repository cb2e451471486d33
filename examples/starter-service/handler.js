import { answer } from '#answers';

// Answers with a message and the event it was called with.
export const starterService = async (event) =>
  answer(200, { message: `starter service, stage ${process.env.APP_ENV ?? 'unknown'}`, input: event });
