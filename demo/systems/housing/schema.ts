/** The made-up housing system's own tables, and the reporting views that it opens to the council. */
export const HOUSING_SCHEMA = `
  DROP SCHEMA IF EXISTS reporting CASCADE;
  DROP SCHEMA IF EXISTS housing_system CASCADE;
  CREATE SCHEMA housing_system;
  CREATE SCHEMA reporting;
  REVOKE ALL ON SCHEMA public FROM PUBLIC;

  CREATE TABLE housing_system.refresh (at timestamptz NOT NULL);
  CREATE TABLE housing_system.person (
    person_reference text PRIMARY KEY, surname text, forename text, date_of_birth date, sex text, phone text, email text,
    address_line text, town text, postcode text, uprn text, former_surname text, merged_into text, sealed boolean);
  CREATE TABLE housing_system.tenancy (
    tenancy_reference text NOT NULL, person_reference text NOT NULL, tenure_code text NOT NULL, capacity_code text,
    start_date date, end_date date, landlord_name text, weekly_rent numeric(8,2), arrears_amount numeric(10,2), open_repairs int,
    notes text);
  CREATE TABLE housing_system.homelessness_application (
    application_reference text NOT NULL, person_reference text NOT NULL, approach_date date NOT NULL, duty_code text NOT NULL,
    decision_code text NOT NULL, reason_code text, in_temporary_accommodation boolean, notes text);
  CREATE TABLE housing_system.rehousing_application (
    application_reference text NOT NULL, person_reference text NOT NULL, band text NOT NULL, band_date date,
    status_code text NOT NULL, closed_date date, bedrooms_needed int, notes text);

  CREATE VIEW reporting.person AS
    SELECT person_reference, at AS refreshed_at FROM housing_system.person, housing_system.refresh;
  CREATE VIEW reporting.people AS
    SELECT person_reference, forename, surname, former_surname, date_of_birth, sex, phone, email, address_line, town, postcode, uprn,
      tenancy_reference, merged_into, sealed, at AS refreshed_at
    FROM housing_system.person
      LEFT JOIN (SELECT person_reference, min(tenancy_reference) AS tenancy_reference FROM housing_system.tenancy
        WHERE end_date IS NULL GROUP BY person_reference) current_tenancy USING (person_reference),
      housing_system.refresh;
  CREATE VIEW reporting.tenancy AS
    SELECT tenancy_reference, person_reference, tenure_code, capacity_code, start_date, end_date, landlord_name, weekly_rent,
      arrears_amount, open_repairs, at AS refreshed_at
    FROM housing_system.tenancy, housing_system.refresh;
  CREATE VIEW reporting.homelessness_application AS
    SELECT application_reference, person_reference, approach_date, duty_code, decision_code, reason_code,
      in_temporary_accommodation,
      CASE WHEN duty_code IN ('PREV', 'REL') THEN greatest(0, 56 - (at::date - approach_date)) END AS days_remaining,
      at AS refreshed_at
    FROM housing_system.homelessness_application, housing_system.refresh;
  CREATE VIEW reporting.rehousing_application AS
    SELECT application_reference, person_reference, band, band_date, status_code, closed_date, bedrooms_needed,
      at AS refreshed_at
    FROM housing_system.rehousing_application, housing_system.refresh;
`;

/** After filling: with an index made once, a view answers at once. */
export const HOUSING_INDEXES = `
  CREATE INDEX ON housing_system.tenancy (person_reference);
  CREATE INDEX ON housing_system.homelessness_application (person_reference);
  CREATE INDEX ON housing_system.rehousing_application (person_reference);
  ANALYZE;
`;

/** The login that the council gets: it may read the views and nothing else. The password is safe to put into text: hex. */
export function readerStatements(password: string): string {
  return `
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'council_reader') THEN CREATE ROLE council_reader LOGIN; END IF;
    END $$;
    ALTER ROLE council_reader WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${password}';
    REVOKE ALL ON DATABASE housing FROM PUBLIC;
    REVOKE ALL ON DATABASE postgres FROM PUBLIC;
    GRANT CONNECT ON DATABASE housing TO council_reader;
    GRANT USAGE ON SCHEMA reporting TO council_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO council_reader;
  `;
}
