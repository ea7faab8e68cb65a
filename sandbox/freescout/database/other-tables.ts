const ID = 'id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY';

/** Tables that are there and stay empty. */
export const otherTables: Readonly<Record<string, string>> = {
  customer_channel: `${ID}, customer_id int(11) NOT NULL, channel tinyint(3) unsigned NOT NULL,
    channel_id varchar(64) NOT NULL, UNIQUE KEY (channel, channel_id)`,
  subscriptions: `${ID}, user_id int(11) NOT NULL, medium tinyint(3) unsigned NOT NULL,
    event tinyint(3) unsigned NOT NULL, UNIQUE KEY (user_id, medium, event)`,
  failed_jobs: `id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, connection text NOT NULL,
    queue text NOT NULL, payload longtext NOT NULL, exception longtext NOT NULL,
    failed_at timestamp NOT NULL DEFAULT current_timestamp()`,
  polycast_events: `${ID}, channels text NOT NULL, event varchar(255) NOT NULL, payload text NOT NULL,
    created_at timestamp NULL DEFAULT NULL`,
  notifications: `id char(36) NOT NULL PRIMARY KEY, type varchar(255) NOT NULL, notifiable_type varchar(255) NOT NULL,
    notifiable_id bigint(20) unsigned NOT NULL, data text NOT NULL, read_at timestamp NULL DEFAULT NULL,
    created_at timestamp NULL DEFAULT NULL, updated_at timestamp NULL DEFAULT NULL`,
  activity_logs: `${ID}, log_name varchar(255) NULL, description text NOT NULL, properties text NULL,
    created_at timestamp NULL DEFAULT NULL, updated_at timestamp NULL DEFAULT NULL`,
  modules: `${ID}, alias varchar(255) NOT NULL UNIQUE, active tinyint(1) NOT NULL DEFAULT 0`,
};
