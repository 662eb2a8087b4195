import { Refusal } from '../domain/refusal.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

/** Who asks, when, and under which key a command may be repeated. */
function callerOf({ actor }: CallContext, key: string) {
  return { actor, key, at: new Date().toISOString() };
}

/** What a running job makes would be there for the next person. The day's copy makes nothing that could be seen. */
function refuseWhileRunning({ jobs }: Desk): void {
  const running = jobs.list().some(({ state, title }) => state === 'running' && title !== 'jobs.daily_copy');
  if (running) throw new Refusal('session.jobs_running');
}

/** Who is at the workstation, and who works with the open book. */
export function peopleRoutes(os: DeskImplementer, desk: Desk) {
  const { house, people } = desk;
  /** After a change of a profile, what it may do now holds for it from the next call on. */
  const changing = async <Answer>(act: Promise<Answer>): Promise<Answer> => {
    try {
      return await act;
    } finally {
      people.changed();
    }
  };
  return {
    session: {
      hello: os.session.hello.handler(({ context }) => desk.hello(context.host)),
      events: os.session.events.handler(({ signal }) => desk.hub.listen(signal)),
      who: os.session.who.handler(() => people.view()),
      signIn: os.session.signIn.handler(async ({ input: { profile, secret } }) => {
        refuseWhileRunning(desk);
        const view = await people.signIn(profile, secret);
        await desk.handOver();
        return view;
      }),
      signOut: os.session.signOut.handler(async () => {
        refuseWhileRunning(desk);
        const view = await people.signOut();
        await desk.handOver();
        return view;
      }),
      changeSecret: os.session.changeSecret.handler(async ({ input: { key, present, next }, context }) => {
        const id = await people.proved(present);
        const wanted = { caller: callerOf(context, key), id, secret: next };
        return changing(house.write('people/setSecret', wanted));
      }),
    },
    people: {
      list: os.people.list.handler(() => house.read('people/list', undefined)),
      keep: os.people.keep.handler(({ input: { key, ...input }, context }) =>
        changing(house.write('people/keep', { caller: callerOf(context, key), ...input })),
      ),
      setSecret: os.people.setSecret.handler(({ input: { key, ...input }, context }) =>
        changing(house.write('people/setSecret', { caller: callerOf(context, key), ...input })),
      ),
      archive: os.people.archive.handler(async ({ input: { key, ...input }, context }) => {
        const { profile } = await people.view();
        if (input.archived && profile?.id === input.id) throw new Refusal('people.own_profile');
        return changing(house.write('people/archive', { caller: callerOf(context, key), ...input }));
      }),
      assignMember: os.people.assignMember.handler(({ input: { key, ...input }, context }) =>
        house.write('people/assignMember', { caller: callerOf(context, key), ...input }),
      ),
    },
  };
}
