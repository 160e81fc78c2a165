-- How far guessing a secret has been paid for: each try moves the instant on, and time catches up with it. In microseconds.

CREATE TABLE guess (
    -- What is guessed at: a digest of a user name, a known browser, an account's codes.
    name {text} NOT NULL PRIMARY KEY,
    paid_until {int} NOT NULL
) {strict};

-- Refused sign-ins were counted here, after the password had been looked at.
DROP TABLE sign_in_failure;
