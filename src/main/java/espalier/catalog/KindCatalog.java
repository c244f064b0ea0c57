package espalier.catalog;

import static espalier.Strength.RUN;

import espalier.Strength;
import espalier.catalog.ReferenceField.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds that the compiler knows; of every other it assumes nothing. Immutable. */
public final class KindCatalog {
    private static final Duration AT_ONCE = Duration.ofMinutes(1);
    private static final Duration POD_STARTS = Duration.ofMinutes(5);
    private static final Duration CHART_INSTALLS = Duration.ofMinutes(10);
    private static final Kind UNKNOWN = new Kind(false, false, POD_STARTS, List.of());

    private final Map<String, Kind> kinds;

    private KindCatalog(Map<String, Kind> kinds) {
        this.kinds = kinds;
    }

    /** What is known of {@code kind} in {@code group}. */
    public Kind kind(String group, String kind) {
        return kinds.getOrDefault(group + "/" + kind, UNKNOWN);
    }

    /** Whether the compiler knows {@code kind} in {@code group} at all. */
    public boolean knows(String group, String kind) {
        return kinds.containsKey(group + "/" + kind);
    }

    /** Kubernetes's own kinds and Flux's. */
    public static KindCatalog standard() {
        var kinds = new HashMap<String, Kind>();
        for (String name : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
            kinds.put("apps/" + name, new Kind(false, false, POD_STARTS, pod("spec", "template", "spec")));
        }
        kinds.put("batch/Job", new Kind(false, false, Duration.ofMinutes(10), pod("spec", "template", "spec")));
        kinds.put(
                "batch/CronJob",
                new Kind(false, false, AT_ONCE, pod("spec", "jobTemplate", "spec", "template", "spec")));
        kinds.put("/Pod", new Kind(false, false, POD_STARTS, pod("spec")));
        kinds.put("/Namespace", new Kind(true, true, AT_ONCE, List.of()));
        kinds.put("/PersistentVolume", new Kind(true, true, AT_ONCE, List.of(storageClass())));
        kinds.put("/PersistentVolumeClaim", new Kind(false, true, POD_STARTS, List.of(storageClass())));
        for (String name : List.of("Service", "ConfigMap", "Secret", "ServiceAccount")) {
            kinds.put("/" + name, new Kind(false, false, AT_ONCE, List.of()));
        }
        kinds.put(
                "storage.k8s.io/StorageClass",
                new Kind(true, false, AT_ONCE, List.of(cluster("storage.k8s.io", "CSIDriver", RUN, "provisioner"))));
        kinds.put("storage.k8s.io/CSIDriver", new Kind(true, false, AT_ONCE, List.of()));
        kinds.put("apiextensions.k8s.io/CustomResourceDefinition", new Kind(true, true, AT_ONCE, List.of()));
        kinds.put("networking.k8s.io/NetworkPolicy", new Kind(false, false, AT_ONCE, List.of()));
        kinds.put("networking.k8s.io/IngressClass", new Kind(true, false, AT_ONCE, List.of()));
        kinds.put("networking.k8s.io/Ingress", new Kind(false, false, AT_ONCE, ingress()));
        kinds.put("rbac.authorization.k8s.io/ClusterRole", new Kind(true, false, AT_ONCE, List.of()));
        kinds.put("rbac.authorization.k8s.io/ClusterRoleBinding", new Kind(true, false, AT_ONCE, List.of()));
        kinds.put("rbac.authorization.k8s.io/Role", new Kind(false, false, AT_ONCE, List.of()));
        kinds.put("rbac.authorization.k8s.io/RoleBinding", new Kind(false, false, AT_ONCE, List.of()));
        kinds.put("scheduling.k8s.io/PriorityClass", new Kind(true, false, AT_ONCE, List.of()));
        flux(kinds);
        return new KindCatalog(Map.copyOf(kinds));
    }

    private static void flux(Map<String, Kind> kinds) {
        String source = "source.toolkit.fluxcd.io/";
        for (String name : List.of("GitRepository", "HelmRepository", "OCIRepository", "Bucket")) {
            kinds.put(source + name, new Kind(false, false, AT_ONCE, List.of()));
        }
        kinds.put(
                "helm.toolkit.fluxcd.io/HelmRelease",
                new Kind(
                        false,
                        false,
                        CHART_INSTALLS,
                        List.of(
                                source("spec", "chart", "spec", "sourceRef", "name"),
                                source("spec", "chartRef", "name"),
                                new ReferenceField(
                                        List.of("spec", "valuesFrom", "[]", "name"),
                                        "",
                                        "",
                                        Reach.SAME_NAMESPACE,
                                        RUN))));
        kinds.put("kustomize.toolkit.fluxcd.io/Kustomization", new Kind(false, false, POD_STARTS, List.of()));
    }

    private static ReferenceField source(String... path) {
        return new ReferenceField(List.of(path), "source.toolkit.fluxcd.io", "", Reach.SIBLING_NAMESPACE, RUN);
    }

    private static ReferenceField storageClass() {
        return cluster("storage.k8s.io", "StorageClass", RUN, "spec", "storageClassName");
    }

    private static ReferenceField cluster(String group, String kind, Strength strength, String... path) {
        return new ReferenceField(List.of(path), group, kind, Reach.CLUSTER, strength);
    }

    private static List<ReferenceField> ingress() {
        return List.of(
                cluster("networking.k8s.io", "IngressClass", RUN, "spec", "ingressClassName"),
                same("Service", List.of(), "spec", "rules", "[]", "http", "paths", "[]", "backend", "service", "name"));
    }

    /** The references of a pod whose spec stands at {@code prefix}. */
    private static List<ReferenceField> pod(String... prefix) {
        List<String> spec = List.of(prefix);
        var fields = new ArrayList<ReferenceField>();
        fields.add(same("ServiceAccount", spec, "serviceAccountName"));
        fields.add(same("Secret", spec, "imagePullSecrets", "[]", "name"));
        fields.add(same("ConfigMap", spec, "volumes", "[]", "configMap", "name"));
        fields.add(same("Secret", spec, "volumes", "[]", "secret", "secretName"));
        fields.add(same("PersistentVolumeClaim", spec, "volumes", "[]", "persistentVolumeClaim", "claimName"));
        fields.add(same("ConfigMap", spec, "volumes", "[]", "projected", "sources", "[]", "configMap", "name"));
        fields.add(same("Secret", spec, "volumes", "[]", "projected", "sources", "[]", "secret", "name"));
        for (String containers : List.of("initContainers", "containers")) {
            fields.add(same("Secret", spec, containers, "[]", "env", "[]", "valueFrom", "secretKeyRef", "name"));
            fields.add(same("ConfigMap", spec, containers, "[]", "env", "[]", "valueFrom", "configMapKeyRef", "name"));
            fields.add(same("Secret", spec, containers, "[]", "envFrom", "[]", "secretRef", "name"));
            fields.add(same("ConfigMap", spec, containers, "[]", "envFrom", "[]", "configMapRef", "name"));
        }
        return List.copyOf(fields);
    }

    private static ReferenceField same(String kind, List<String> prefix, String... rest) {
        var path = new ArrayList<>(prefix);
        path.addAll(List.of(rest));
        return new ReferenceField(List.copyOf(path), "", kind, Reach.SAME_NAMESPACE, RUN);
    }
}
