# Makes the role and the database an app asks for. Runs before every start of the app and changes
# nothing the second time, except that the role's password follows the Secret.
set -eu

until pg_isready --quiet; do
  echo "waiting for $PGHOST:$PGPORT"
  sleep 2
done

psql --no-psqlrc --quiet --output /dev/null --set ON_ERROR_STOP=1 --dbname postgres <<'SQL'
\getenv database DATABASE_NAME
\getenv role DATABASE_ROLE
\getenv password DATABASE_PASSWORD

-- The passwords below shall not stand in the server's log: not where it logs statements, nor where one fails.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';

-- Two pods of a rolling update come here at once; the lock goes with the connection.
SELECT pg_advisory_lock(hashtext('create-database'));

SELECT format('CREATE ROLE %I LOGIN', :'role')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', :'role', :'password') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'role')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SQL
