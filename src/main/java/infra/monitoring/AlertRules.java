package infra.monitoring;

import infra.monitoring.PrometheusRules.RuleSettings;
import infra.monitoring.PrometheusRules.Severity;
import java.time.Duration;
import java.util.function.Consumer;

/** Alerts about systems that several clusters run, by the metrics that their own documents name. */
public final class AlertRules {
    /** That a backup of a volume is late, or that VolSync itself is gone. */
    public static final Consumer<RuleSettings> VOLSYNC = rules -> rules.alert(
                    "VolSyncComponentAbsent",
                    Severity.CRITICAL,
                    Duration.ofMinutes(15),
                    "absent(up{job=~\".*volsync.*\"})",
                    "Prometheus finds no VolSync: no volume is being backed up.")
            .alert(
                    "VolSyncVolumeOutOfSync",
                    Severity.CRITICAL,
                    Duration.ofMinutes(15),
                    "volsync_volume_out_of_sync == 1",
                    "The volume {{ $labels.obj_namespace }}/{{ $labels.obj_name }} has no backup of its last interval.")
            .alert(
                    "VolSyncIntervalMissed",
                    Severity.WARNING,
                    Duration.ofMinutes(15),
                    "increase(volsync_missed_intervals_total[6h]) > 0",
                    "A backup of {{ $labels.obj_namespace }}/{{ $labels.obj_name }} took longer than its interval.");

    /** That a PostgreSQL is slow, apart, or no longer archived. */
    public static final Consumer<RuleSettings> CLOUD_NATIVE_PG = rules -> rules.alert(
                    "PostgresNotArchiving",
                    Severity.CRITICAL,
                    Duration.ofMinutes(15),
                    "(cnpg_pg_stat_archiver_last_failed_time - cnpg_pg_stat_archiver_last_archived_time) > 1",
                    "{{ $labels.pod }} cannot archive its log: a recovery would end there.")
            .alert(
                    "PostgresReplicaLags",
                    Severity.WARNING,
                    Duration.ofMinutes(5),
                    "cnpg_pg_replication_lag > 300",
                    "{{ $labels.pod }} is more than five minutes behind its primary.")
            .alert(
                    "PostgresReplicaNotReplicating",
                    Severity.CRITICAL,
                    Duration.ofMinutes(5),
                    "cnpg_pg_replication_in_recovery > cnpg_pg_replication_is_wal_receiver_up",
                    "{{ $labels.pod }} receives nothing from its primary.")
            .alert(
                    "PostgresLongTransaction",
                    Severity.WARNING,
                    Duration.ofMinutes(5),
                    "cnpg_backends_max_tx_duration_seconds > 300",
                    "A transaction on {{ $labels.pod }} is open for more than five minutes.")
            .alert(
                    "PostgresTransactionIdsRunOut",
                    Severity.CRITICAL,
                    Duration.ofMinutes(5),
                    "cnpg_pg_database_xid_age > 300000000",
                    "A database on {{ $labels.pod }} was not vacuumed for 300 million transactions.");

    /** That Flux does not get what git says onto the cluster. Its operator offers these metrics. */
    public static final Consumer<RuleSettings> FLUX = rules -> rules.alert(
                    "FluxAbsent",
                    Severity.CRITICAL,
                    Duration.ofMinutes(15),
                    "absent(flux_instance_info)",
                    "Prometheus finds no Flux: nothing that is merged arrives.")
            .alert(
                    "FluxNotReady",
                    Severity.CRITICAL,
                    Duration.ofMinutes(15),
                    "flux_resource_info{ready=\"False\"} == 1",
                    "{{ $labels.kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} fails: {{ $labels.reason }}.")
            .alert(
                    "FluxSuspended",
                    Severity.WARNING,
                    Duration.ofHours(24),
                    "flux_resource_info{suspended=\"True\"} == 1",
                    "{{ $labels.kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} is suspended for a day.");

    private AlertRules() {}
}
