package e2e;

/** Definitions of kinds of other projects, without what their fields may say: here they are only applied, and nobody works by them. */
final class StandInKinds {
    private static final String[][] KINDS = {
        {"gateway.networking.k8s.io", "v1", "Gateway", "gateways"},
        {"gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"},
        {"keda.sh", "v1alpha1", "ScaledObject", "scaledobjects"},
        {"longhorn.io", "v1beta2", "RecurringJob", "recurringjobs"},
        {"volsync.backube", "v1alpha1", "ReplicationDestination", "replicationdestinations"},
        {"volsync.backube", "v1alpha1", "ReplicationSource", "replicationsources"},
        {"postgresql.cnpg.io", "v1", "ScheduledBackup", "scheduledbackups"},
        {"example.com", "v1", "Widget", "widgets"},
    };

    private StandInKinds() {}

    static String definitions() {
        var yaml = new StringBuilder();
        for (String[] kind : KINDS) {
            yaml.append("""
                    ---
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata:
                      name: %4$s.%1$s
                      annotations: {api-approved.kubernetes.io: "https://example.com"}
                    spec:
                      group: %1$s
                      names: {kind: %3$s, listKind: %3$sList, plural: %4$s}
                      scope: Namespaced
                      versions:
                        - name: %2$s
                          served: true
                          storage: true
                          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                    """.formatted((Object[]) kind));
        }
        return yaml.toString();
    }
}
