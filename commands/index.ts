/** Every command there is, in the order in which help tells of them. */
import type { Command } from "../src/bot/command.ts";
import { buClose } from "./bu/close.ts";
import { buGrant } from "./bu/grant.ts";
import { buList } from "./bu/list.ts";
import { buMembers } from "./bu/members.ts";
import { buRegister } from "./bu/register.ts";
import { buRevoke } from "./bu/revoke.ts";
import { buShow } from "./bu/show.ts";
import { catalog } from "./catalog.ts";
import { dcActionDiscard } from "./dc/action/discard.ts";
import { dcActionDryRun } from "./dc/action/dry-run.ts";
import { dcActionEdit } from "./dc/action/edit.ts";
import { dcActionExport } from "./dc/action/export.ts";
import { dcActionImport } from "./dc/action/import.ts";
import { dcActionInputRemove } from "./dc/action/input-remove.ts";
import { dcActionInputSet } from "./dc/action/input-set.ts";
import { dcActionList } from "./dc/action/list.ts";
import { dcActionNew } from "./dc/action/new.ts";
import { dcActionParameterRemove } from "./dc/action/parameter-remove.ts";
import { dcActionParameterSet } from "./dc/action/parameter-set.ts";
import { dcActionPublish } from "./dc/action/publish.ts";
import { dcActionRollback } from "./dc/action/rollback.ts";
import { dcActionScriptRemove } from "./dc/action/script-remove.ts";
import { dcActionScriptSet } from "./dc/action/script-set.ts";
import { dcActionShow } from "./dc/action/show.ts";
import { DC_ACTION_SWITCH_COMMANDS } from "./dc/action/switch.ts";
import { dcActionTaskAdd } from "./dc/action/task-add.ts";
import { dcActionTaskEdit } from "./dc/action/task-edit.ts";
import { dcActionTaskMove } from "./dc/action/task-move.ts";
import { DC_ACTION_TASK_COMMANDS } from "./dc/action/task-switch.ts";
import { dcActionValidate } from "./dc/action/validate.ts";
import { dcApply } from "./dc/apply.ts";
import { dcAudit } from "./dc/audit.ts";
import { dcAuditVerify } from "./dc/audit-verify.ts";
import { dcCheck } from "./dc/check.ts";
import { dcExport } from "./dc/export.ts";
import { dcGrant } from "./dc/grant.ts";
import { dcHostAdd } from "./dc/host-add.ts";
import { dcHostEdit } from "./dc/host-edit.ts";
import { dcHostList } from "./dc/host-list.ts";
import { dcHostRemove } from "./dc/host-remove.ts";
import { dcHostShow } from "./dc/host-show.ts";
import { DC_HOST_STATE_COMMANDS } from "./dc/host-state.ts";
import { dcHostSurvey } from "./dc/host-survey.ts";
import { dcLockBreak } from "./dc/lock-break.ts";
import { dcLockList } from "./dc/lock-list.ts";
import { dcMaintenanceOff, dcMaintenanceOn } from "./dc/maintenance.ts";
import { dcOffer } from "./dc/offer.ts";
import { dcPolicyHistory } from "./dc/policy-history.ts";
import { dcPolicyImport } from "./dc/policy-import.ts";
import { dcPolicyShow } from "./dc/policy-show.ts";
import { dcPolicyTest } from "./dc/policy-test.ts";
import { dcPurge } from "./dc/purge.ts";
import { dcRateList } from "./dc/rate-list.ts";
import { dcRateSet } from "./dc/rate-set.ts";
import { DC_RESOURCE_COMMANDS } from "./dc/resource.ts";
import { dcRevoke } from "./dc/revoke.ts";
import { dcRoleDefine } from "./dc/role-define.ts";
import { dcRoleList } from "./dc/role-list.ts";
import { dcRoleRemove } from "./dc/role-remove.ts";
import { dcSecretList } from "./dc/secret-list.ts";
import { dcSecretRemove } from "./dc/secret-remove.ts";
import { dcSecretRotate } from "./dc/secret-rotate.ts";
import { dcSecretSet } from "./dc/secret-set.ts";
import { dcShow } from "./dc/show.ts";
import { dcTemplateAdd } from "./dc/template-add.ts";
import { dcTemplateList } from "./dc/template-list.ts";
import { dcTemplatePrice } from "./dc/template-price.ts";
import { dcTemplateRemove } from "./dc/template-remove.ts";
import { dcTemplateRetire } from "./dc/template-retire.ts";
import { dcThrottleSet } from "./dc/throttle-set.ts";
import { dcThrottleShow } from "./dc/throttle-show.ts";
import { dcUnmanagedImport } from "./dc/unmanaged-import.ts";
import { dcUnmanagedList } from "./dc/unmanaged-list.ts";
import { help } from "./help.ts";
import { infraChange } from "./infra/change.ts";
import { infraDecommission } from "./infra/decommission.ts";
import { infraDiscard } from "./infra/discard.ts";
import { infraExtend } from "./infra/extend.ts";
import { infraList } from "./infra/list.ts";
import { infraNew } from "./infra/new.ts";
import { infraProvision } from "./infra/provision.ts";
import { infraRemove } from "./infra/remove.ts";
import { infraRole } from "./infra/role.ts";
import { infraService } from "./infra/service.ts";
import { infraShow } from "./infra/show.ts";
import { infraSubmit } from "./infra/submit.ts";
import { jobCancel } from "./job/cancel.ts";
import { jobList } from "./job/list.ts";
import { jobRetry } from "./job/retry.ts";
import { jobShow } from "./job/show.ts";
import { link } from "./link.ts";
import { notices } from "./notices.ts";
import { reportBudget } from "./report/budget.ts";
import { reportDispute } from "./report/dispute.ts";
import { reportExplain } from "./report/explain.ts";
import { reportKeep } from "./report/keep.ts";
import { reportRefund } from "./report/refund.ts";
import { REPORT_COMMANDS } from "./report/report.ts";
import { reportSchedule } from "./report/schedule.ts";
import { reportSchedules } from "./report/schedules.ts";
import { reportUnschedule } from "./report/unschedule.ts";
import { requestAccept } from "./request/accept.ts";
import { requestAnswer } from "./request/answer.ts";
import { requestApprove } from "./request/approve.ts";
import { requestAsk } from "./request/ask.ts";
import { requestDecline } from "./request/decline.ts";
import { requestDelegate } from "./request/delegate.ts";
import { requestList } from "./request/list.ts";
import { requestOffer } from "./request/offer.ts";
import { requestReject } from "./request/reject.ts";
import { requestShow } from "./request/show.ts";
import { requestUndelegate } from "./request/undelegate.ts";
import { requestWithdraw } from "./request/withdraw.ts";
import { VM_ACTION_COMMANDS } from "./vm/action.ts";
import { vmCreate } from "./vm/create.ts";
import { vmExtend } from "./vm/extend.ts";
import { vmKeep } from "./vm/keep.ts";
import { vmList } from "./vm/list.ts";
import { vmRename } from "./vm/rename.ts";
import { vmResize } from "./vm/resize.ts";
import { vmRevert } from "./vm/revert.ts";
import { vmRun } from "./vm/run.ts";
import { vmSchedule } from "./vm/schedule.ts";
import { vmShow } from "./vm/show.ts";
import { vmSnapshot } from "./vm/snapshot.ts";
import { vmUnsnapshot } from "./vm/unsnapshot.ts";
import { whoami } from "./whoami.ts";

export const COMMANDS: readonly Command[] = [
  help,
  whoami,
  link,
  notices,
  catalog,
  buRegister,
  buList,
  buShow,
  buMembers,
  buGrant,
  buRevoke,
  buClose,
  infraNew,
  infraService,
  infraRole,
  infraRemove,
  infraSubmit,
  infraDiscard,
  infraChange,
  infraExtend,
  infraDecommission,
  infraProvision,
  infraList,
  infraShow,
  vmCreate,
  vmList,
  vmShow,
  ...VM_ACTION_COMMANDS,
  vmSnapshot,
  vmRevert,
  vmUnsnapshot,
  vmResize,
  vmRename,
  vmRun,
  vmExtend,
  vmKeep,
  vmSchedule,
  requestList,
  requestShow,
  requestApprove,
  requestReject,
  requestWithdraw,
  requestAsk,
  requestAnswer,
  requestOffer,
  requestAccept,
  requestDecline,
  requestDelegate,
  requestUndelegate,
  jobList,
  jobShow,
  jobCancel,
  jobRetry,
  ...REPORT_COMMANDS,
  reportExplain,
  reportRefund,
  reportDispute,
  reportBudget,
  reportKeep,
  reportSchedule,
  reportSchedules,
  reportUnschedule,
  dcShow,
  dcExport,
  dcApply,
  dcOffer,
  dcHostAdd,
  dcHostEdit,
  ...DC_HOST_STATE_COMMANDS,
  dcHostRemove,
  dcHostShow,
  dcHostList,
  dcHostSurvey,
  ...DC_RESOURCE_COMMANDS,
  dcTemplateAdd,
  dcTemplatePrice,
  dcTemplateRetire,
  dcTemplateRemove,
  dcTemplateList,
  dcRateSet,
  dcRateList,
  dcPolicyImport,
  dcPolicyShow,
  dcPolicyHistory,
  dcPolicyTest,
  dcActionList,
  dcActionShow,
  dcActionNew,
  dcActionEdit,
  dcActionTaskAdd,
  dcActionTaskEdit,
  dcActionTaskMove,
  dcActionParameterSet,
  dcActionParameterRemove,
  dcActionInputSet,
  dcActionInputRemove,
  ...DC_ACTION_TASK_COMMANDS,
  dcActionScriptSet,
  dcActionScriptRemove,
  dcActionValidate,
  dcActionDryRun,
  dcActionDiscard,
  dcActionImport,
  dcActionExport,
  dcActionPublish,
  dcActionRollback,
  ...DC_ACTION_SWITCH_COMMANDS,
  dcThrottleShow,
  dcMaintenanceOn,
  dcMaintenanceOff,
  dcLockList,
  dcLockBreak,
  dcPurge,
  dcThrottleSet,
  dcSecretSet,
  dcSecretList,
  dcSecretRemove,
  dcSecretRotate,
  dcRoleDefine,
  dcRoleList,
  dcRoleRemove,
  dcGrant,
  dcRevoke,
  dcAudit,
  dcAuditVerify,
  dcUnmanagedList,
  dcUnmanagedImport,
  dcCheck,
];
