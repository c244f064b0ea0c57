echo "$$ $HOME ${HOME} $(date) $((1 + 1)) $$$$ \$\$ $$(date) $1"
psql <<'SQL'
DO $$ BEGIN RAISE NOTICE 'x'; END $$;
SQL
