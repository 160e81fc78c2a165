-- When the mail server refused the address that an invitation went to; nothing once there is a new one.

ALTER TABLE membership ADD COLUMN mail_refused_at {time};
