/** The two templates as an administrator types them in: ids and enums only. `EVENT` stands for the kind of call. */
export const HEADERS = '{ "Content-Type": "application/json", "X-TRMM-Token": "{{global.BOT_TOKEN}}" }';

export const BODY = `{
  "source": "trmm",
  "event": "EVENT",
  "alert_id": "{{alert.id}}",
  "alert_type": "{{alert.alert_type}}",
  "severity": "{{alert.severity}}",
  "agent_id": "{{agent.agent_id}}",
  "monitoring_type": "{{agent.monitoring_type}}",
  "client_id": "{{client.id}}",
  "site_id": "{{site.id}}",
  "check_id": "{{alert.assigned_check.id}}",
  "check_type": "{{alert.assigned_check.check_type}}",
  "task_id": "{{alert.assigned_task.id}}",
  "alert_time": "{{alert.alert_time}}"
}`;
