package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.graph.Dangling;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of objects that may be there or not, one letter away from one that is: those that a Role is for, those whose change
 * restarts a workload, and those that are made under the name of what asks for them.
 */
final class NameSlips {
    private static final FieldPath RULES = FieldPath.of("rules");
    private static final FieldPath CLAIM = FieldPath.of("spec", "claimRef");
    private static final FieldPath INCLUDED = FieldPath.of("spec", "template", "includedNamespaces");
    private static final FieldPath EXCLUDED = FieldPath.of("spec", "template", "excludedNamespaces");
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");
    private static final FieldPath OF_PODS = FieldPath.of("spec", "template", "metadata", "annotations");
    private static final FieldPath OF_JOBS_PODS =
            FieldPath.of("spec", "jobTemplate", "spec", "template", "metadata", "annotations");
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final Set<String> ALWAYS_THERE = Set.of("default", "kube-system", "kube-public", "flux-system");
    private static final FieldPath TARGET = FieldPath.of("spec", "target", "name");
    private static final FieldPath TLS = FieldPath.of("spec", "tls");
    private static final Map<String, String> KINDS = Map.of(
            "configmaps", "ConfigMap",
            "secrets", "Secret",
            "services", "Service",
            "deployments", "Deployment",
            "statefulsets", "StatefulSet",
            "serviceaccounts", "ServiceAccount",
            "persistentvolumeclaims", "PersistentVolumeClaim");

    private final ObjectGraph graph;
    private final Map<String, Set<String>> known = new HashMap<>();

    private NameSlips(ObjectGraph graph) {
        this.graph = graph;
    }

    static void check(ObjectGraph graph, Iterable<Pod> pods) {
        var slips = new NameSlips(graph);
        graph.ofKind("Role").forEach(slips::role);
        graph.ofKind("PersistentVolume").forEach(slips::claim);
        for (KubernetesObject schedule : graph.ofKind("Schedule")) {
            slips.namespaces(schedule, INCLUDED);
            slips.namespaces(schedule, EXCLUDED);
        }
        CephNames.check(graph, slips);
        ChartNames.check(graph, slips);
        PostgresNames.check(graph, slips);
        BucketNames.check(graph, pods);
        graph.ofKind("ExternalSecret").forEach(slips::external);
        graph.ofKind("Ingress").forEach(slips::certificates);
        for (Pod pod : pods) {
            slips.restarts(pod.object(), "configmap.reloader.stakater.com/reload", "ConfigMap");
            slips.restarts(pod.object(), "secret.reloader.stakater.com/reload", "Secret");
            defaultContainer(pod);
            slips.variables(pod);
            parts(pod);
        }
        graph.objects().forEach(slips::adopted);
    }

    /** A volume can wait for a claim that a chart makes. */
    private void claim(KubernetesObject volume) {
        if (CLAIM.in(volume.body()) instanceof Mapping claim) {
            String name = claim.text("name");
            String namespace = claim.text("namespace");
            if (name != null && namespace != null) {
                name(volume, CLAIM.field("namespace"), "Namespace", namespace, "");
                name(volume, CLAIM.field("name"), "PersistentVolumeClaim", name, namespace);
            }
        }
    }

    /** A backup may leave out a namespace that is not there yet. */
    private void namespaces(KubernetesObject schedule, FieldPath field) {
        if (field.in(schedule.body()) instanceof Sequence names) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i) instanceof Leaf name) {
                    name(schedule, field.index(i), "Namespace", name.text(), "");
                }
            }
        }
    }

    /** Tells of the namespace {@code name} where it is nearly one that is there. */
    void namespace(KubernetesObject object, FieldPath field, String name) {
        for (Dangling dangling : graph.dangling()) {
            if (dangling.reader() == object && dangling.field().equals(field)) {
                return; // which says more already
            }
        }
        Set<String> there = known("Namespace", "");
        if (!BuiltIn.has(Identity.of("", "Namespace", "", name))) {
            there = new LinkedHashSet<>(there);
            there.addAll(ALWAYS_THERE);
            among(object, field, "Namespace", name, there);
        }
    }

    /** Helm takes an object that is there already into a release only where it is said to be this release's. */
    private void adopted(KubernetesObject object) {
        if (!(ANNOTATIONS.in(object.body()) instanceof Mapping annotations) || !annotations.has(RELEASE)) {
            return;
        }
        String namespace = annotations.text(RELEASE_NAMESPACE);
        if (namespace != null) {
            namespace(object, ANNOTATIONS.field(RELEASE_NAMESPACE), namespace);
        }
        var releases = new LinkedHashSet<String>();
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            Mapping spec = release.body().mapping("spec");
            String said = spec == null ? null : spec.text("releaseName");
            String target = spec == null ? null : spec.text("targetNamespace");
            releases.add(said != null ? said : target != null ? target + "-" + release.name() : release.name());
        }
        String name = annotations.text(RELEASE);
        if (name != null) {
            among(object, ANNOTATIONS.field(RELEASE), "release", name, releases);
        }
    }

    /** Variables that say in which namespace something is, and what the program itself is called: {@code APP_NAME} of {@code app}. */
    private void variables(Pod pod) {
        String own = pod.object().name();
        ContainerVariables.each(pod, variable -> {
            String name = variable.name();
            if (name.endsWith("NAMESPACE")) {
                namespace(pod.object(), variable.field(), variable.value().text());
            } else if (name.endsWith("_NAME") && isOf(own, name, name.length() - "_NAME".length())) {
                among(
                        pod.object(),
                        variable.field(),
                        pod.object().kind(),
                        variable.value().text(),
                        Set.of(own));
            }
        });
    }

    /** Whether the first {@code length} characters of {@code variable} are {@code own} in capitals. */
    private static boolean isOf(String own, String variable, int length) {
        for (int i = 0; i < own.length() && length == own.length(); i++) {
            char c = own.charAt(i);
            if (variable.charAt(i) != (c == '-' ? '_' : Character.toUpperCase(c))) {
                return false;
            }
        }
        return length == own.length();
    }

    /** Two containers that mount a part of one volume mostly mean the same one: the first makes ready what the second finds there. */
    private static void parts(Pod pod) {
        List<Mapping> first = Pods.mappings(pod.spec().sequence("initContainers"));
        for (Mapping container : first) {
            List<Mapping> mounts = Pods.mappings(container.sequence("volumeMounts"));
            for (int i = 0; i < mounts.size(); i++) {
                String part = mounts.get(i).text("subPath");
                if (part != null) {
                    FieldPath field = ContainerVariables.container(pod, "initContainers", container)
                            .field("volumeMounts")
                            .index(i)
                            .field("subPath");
                    among(
                            pod.object(),
                            field,
                            "part of a volume",
                            part,
                            parts(pod, mounts.get(i).text("name")));
                }
            }
        }
    }

    /** The parts of {@code volume} that the containers of the pod mount which stay. */
    private static Set<String> parts(Pod pod, @Nullable String volume) {
        var parts = new LinkedHashSet<String>();
        for (Mapping container : Pods.mappings(pod.spec().sequence("containers"))) {
            for (Mapping mount : Pods.mappings(container.sequence("volumeMounts"))) {
                String part = mount.text("subPath");
                if (part != null && String.valueOf(mount.text("name")).equals(volume)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private void role(KubernetesObject role) {
        if (!(RULES.in(role.body()) instanceof Sequence rules)) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            Mapping rule = rules.get(i) instanceof Mapping mapping ? mapping : new Mapping();
            Sequence resources = rule.sequence("resources");
            Sequence names = rule.sequence("resourceNames");
            String kind = resources != null && resources.size() == 1 && resources.get(0) instanceof Leaf resource
                    ? KINDS.get(resource.text())
                    : null;
            for (int j = 0; kind != null && names != null && j < names.size(); j++) {
                if (names.get(j) instanceof Leaf name) {
                    name(role, RULES.index(i).field("resourceNames").index(j), kind, name.text(), role.namespace());
                }
            }
        }
    }

    private void restarts(KubernetesObject workload, String annotation, String kind) {
        Mapping annotations = ANNOTATIONS.in(workload.body()) instanceof Mapping mapping ? mapping : null;
        String names = annotations == null ? null : annotations.text(annotation);
        if (names != null) {
            for (String name : names.split(",", -1)) {
                name(workload, ANNOTATIONS.field(annotation), kind, name.trim(), workload.namespace());
            }
        }
    }

    /** The container that {@code kubectl logs} and {@code exec} mean where nobody says one: any of the pod's. */
    private static void defaultContainer(Pod pod) {
        String kind = pod.object().kind();
        FieldPath ofPods = kind.equals("CronJob") ? OF_JOBS_PODS : OF_PODS;
        for (FieldPath field : kind.equals("Pod") ? List.of(ANNOTATIONS) : List.of(ANNOTATIONS, ofPods)) {
            Mapping annotations = field.in(pod.object().body()) instanceof Mapping mapping ? mapping : null;
            String name = annotations == null ? null : annotations.text(DEFAULT_CONTAINER);
            if (name != null) {
                var names = new LinkedHashSet<String>();
                pod.containers().forEach(container -> names.add(String.valueOf(container.text("name"))));
                if (field.equals(ANNOTATIONS) && !kind.equals("Pod")) {
                    names.add(pod.object().name()); // which charts write there, where nobody reads it
                }
                container(pod.object(), field.field(DEFAULT_CONTAINER), name, names);
            }
        }
    }

    /** A webhook that puts a container into pods does not make it the one that people mean: all that can be named are known. */
    private static void container(KubernetesObject object, FieldPath field, String name, Set<String> there) {
        if (!there.isEmpty() && !there.contains(name)) {
            String near = Names.nearest(name, there);
            tell(
                    object,
                    field,
                    "Tried to mean the container " + name + " in " + field + " of " + object
                            + ", but its pods have only: " + String.join(", ", there),
                    near == null ? "name one of them" : "write " + near);
        }
    }

    /** An external Secret is mostly made under the name of what asks for it. */
    private void external(KubernetesObject secret) {
        if (TARGET.in(secret.body()) instanceof Leaf target) {
            among(secret, TARGET, "Secret", target.text(), Set.of(secret.name()));
        }
    }

    /** The Secret of an Ingress's certificate mostly begins with the name of the Ingress. */
    private void certificates(KubernetesObject ingress) {
        String own = ingress.name();
        if (!(TLS.in(ingress.body()) instanceof Sequence all)) {
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i) instanceof Mapping tls ? tls.text("secretName") : null;
            if (name != null && name.length() > own.length() && name.charAt(own.length()) == '-') {
                Set<String> usual = Set.of(own + name.substring(own.length()));
                among(ingress, TLS.index(i).field("secretName"), "Secret", name, usual);
            }
        }
    }

    /** Tells of {@code name} where it is nearly that of a {@code kind} of {@code namespace}, and none is called so. */
    void name(KubernetesObject object, FieldPath field, String kind, String name, String namespace) {
        among(object, field, kind, name, known(kind, namespace));
    }

    /** Tells of {@code name} where it is nearly one of {@code there}, and none of them. */
    static void among(KubernetesObject object, FieldPath field, String kind, String name, Set<String> there) {
        String near = there.contains(name) ? null : Names.slip(name, there);
        if (near != null) {
            tell(
                    object,
                    field,
                    "Tried to mean the " + kind + " " + name + " in " + field + " of " + object
                            + ", of which nothing is known here, but there is " + near,
                    "write " + near + " if that is meant, else waive \"name-misspelt\"");
        }
    }

    private static void tell(KubernetesObject object, FieldPath field, String message, String fix) {
        object.owner().findings().report(References.NAME_MISSPELT, object, field, null, message, fix);
    }

    private Set<String> known(String kind, String namespace) {
        return known.computeIfAbsent(kind + " " + namespace, k -> find(kind, namespace));
    }

    private Set<String> find(String kind, String namespace) {
        var names = new LinkedHashSet<String>();
        for (KubernetesObject object : graph.ofKind(kind)) {
            if (object.namespace().equals(namespace)) {
                names.add(object.name());
            }
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            if (identity.kind().equals(kind) && identity.namespace().equals(namespace)) {
                names.add(identity.name());
            }
        }
        return names;
    }
}
