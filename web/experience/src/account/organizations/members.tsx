// The members of an organization: found, looked at, removed.
import {useEffect, useRef, useState} from 'react';

import {ApiError} from '../../api.ts';
import {FailureNotice} from '../../components/failure.tsx';
import {Field} from '../../components/field.tsx';
import type {Failure} from '../../errors.ts';
import {t} from '../../phrases.ts';
import {Avatar} from '../components/avatar.tsx';
import {Spinner} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {explain} from '../errors.ts';
import {at} from '../phrases.ts';
import {useAccount} from '../store.ts';
import {listMembers, type Member, type MemberPage, pageSize, removeMember} from './api.ts';
import type {Question} from '../components/confirm_dialog.tsx';
import {memberName, rolesText} from './words.tsx';

/** A page of those whom the search finds. Typing waits for a moment; an answer that comes late is not shown. */
function useMemberPage(organization: string) {
  const [asked, setAsked] = useState({search: '', page: 1, turn: 0});
  const [found, setFound] = useState<MemberPage>();
  const [failure, setFailure] = useState<Failure>();
  const isFirst = useRef(true);
  useEffect(() => {
    let isOld = false;
    const load = () =>
      listMembers(organization, asked.search.trim(), asked.page).then(
        (answer) => {
          if (isOld) return;
          setFound(answer);
          setFailure(undefined);
        },
        (error: unknown) => !isOld && setFailure(explain(error)),
      );
    const timer = setTimeout(() => void load(), isFirst.current ? 0 : 250);
    isFirst.current = false;
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [organization, asked]);
  return {
    ...asked,
    found,
    failure,
    find: (search: string) => setAsked(({turn}) => ({search, page: 1, turn})),
    show: (page: number) => setAsked((before) => ({...before, page})),
    reload: () => setAsked((before) => ({...before, turn: before.turn + 1})),
  };
}

function Pager({page, total, onShow}: {page: number; total: number; onShow: (page: number) => void}) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  return (
    <div className="ac-pager">
      <p role="status">{at('members.count', {count: total})}</p>
      {last > 1 && (
        <nav aria-label={at('members.pages')}>
          <button type="button" className="ac-action" aria-disabled={page <= 1} onClick={() => page > 1 && onShow(page - 1)}>
            {at('members.previous')}
          </button>
          <span>{at('members.page', {page, last})}</span>
          <button type="button" className="ac-action" aria-disabled={page >= last} onClick={() => page < last && onShow(page + 1)}>
            {at('members.next')}
          </button>
        </nav>
      )}
    </div>
  );
}

interface RowProps {
  member: Member;
  onRemove: (() => void) | undefined;
}

function MemberRow({member, onRemove}: RowProps) {
  const isSelf = useAccount().id === member.id;
  const name = memberName(member);
  return (
    <Row
      icon={<Avatar url={member.avatar} name={name} />}
      label={
        <>
          <bdi>{name}</bdi> {isSelf && <span className="ac-badge">{at('members.you')}</span>}
        </>
      }
      actions={
        onRemove &&
        !isSelf && (
          <Action about={name} kind="danger" onClick={onRemove}>
            {at('account.remove')}
          </Action>
        )
      }
    >
      {member.primaryEmail && member.primaryEmail !== name && <p dir="ltr">{member.primaryEmail}</p>}
      <p className="ac-none">{rolesText(member.roles)}</p>
    </Row>
  );
}

/** A member who may do more than the person stays. */
const explained = (error: unknown) =>
  error instanceof ApiError && error.status === 403 ? new ApiError('organization.member_protected', '', undefined, 403) : error;

interface Props {
  organization: string;
  canRemove: boolean;
  onRemove: (removal: Question) => void;
}

export function Members({organization, canRemove, onRemove}: Props) {
  const {search, page, found, failure, find, show, reload} = useMemberPage(organization);
  const remove = (member: Member) => {
    const name = memberName(member);
    onRemove({
      title: at('members.removeTitle', {name}),
      text: at('members.removeText'),
      button: at('account.remove'),
      act: async () => {
        await removeMember(organization, member.id).catch((error: unknown) => {
          throw explained(error);
        });
        if (found?.members.length === 1 && page > 1) show(page - 1);
        else reload();
        say(at('members.removed', {name}));
      },
    });
  };
  return (
    <Section title={at('members.title')}>
      <form className="ac-search" role="search" onSubmit={(event) => event.preventDefault()}>
        <Field label={at('members.search')} attempt={0}>
          {(input) => (
            <div className="control">
              <input
                {...input}
                type="search"
                name="search"
                autoComplete="off"
                maxLength={128}
                value={search}
                onInput={(event) => find(event.currentTarget.value)}
              />
            </div>
          )}
        </Field>
      </form>
      {failure && (
        <div className="ac-failed">
          <FailureNotice failure={failure} attempt={0} />
          <button type="button" className="button quiet" onClick={reload}>
            {t('error.retry')}
          </button>
        </div>
      )}
      {!failure && !found && <Spinner />}
      {!failure && found && (
        <>
          {found.members.length === 0 ? (
            <Nothing>{at('members.none')}</Nothing>
          ) : (
            <Rows label={at('members.title')}>
              {found.members.map((member) => (
                <MemberRow key={member.id} member={member} onRemove={canRemove ? () => remove(member) : undefined} />
              ))}
            </Rows>
          )}
          <Pager page={page} total={found.total} onShow={show} />
        </>
      )}
    </Section>
  );
}
