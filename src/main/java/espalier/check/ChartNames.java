package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names in a chart's values, one letter away from what is said of the chart or of the Secret that it is to take: what a chart
 * does with its values is not known, so that nothing else is told of them.
 */
final class ChartNames {
    private static final FieldPath RELEASE = FieldPath.of("spec", "releaseName");
    private static final FieldPath VALUES = FieldPath.of("spec", "values");
    private static final FieldPath FULL_NAME = VALUES.field("fullnameOverride");
    private static final String SECRET = "existingSecret";

    private final ObjectGraph graph;

    /** By the construct that says so: the names of the Services that its chart makes. */
    private final Map<Object, List<String>> services = new HashMap<>();

    /** Likewise: what programs of the chart answer to, such as a provisioner {@code rancher.io/local-path}. */
    private final Map<Object, List<String>> programs = new HashMap<>();

    /** By the construct that says so: the names and numbers of its Services' ports. */
    private final Map<Object, List<String>> ports = new HashMap<>();

    private final NameSlips slips;

    private ChartNames(ObjectGraph graph, NameSlips slips) {
        this.graph = graph;
        this.slips = slips;
    }

    static void check(ObjectGraph graph, NameSlips slips) {
        List<KubernetesObject> releases = graph.ofKind("HelmRelease");
        if (releases.isEmpty()) {
            return;
        }
        var names = new ChartNames(graph, slips);
        for (Provision provision : graph.provisions()) {
            names.add(provision);
        }
        for (KubernetesObject release : releases) {
            if (release.isCarrier()) {
                continue;
            }
            List<String> brought = names.services.getOrDefault(release.owner(), List.of());
            release(release, brought);
            otherwise(release, brought);
            names.ports(release);
            names.brought(release, VALUES.field("serviceAccount").field("name"), "ServiceAccount");
            names.brought(release, VALUES.field("ingressClass").field("name"), "IngressClass");
            names.controller(release);
            if (VALUES.in(release.body()) instanceof Mapping values) {
                names.values(release, VALUES, values);
            }
        }
    }

    private void add(Provision provision) {
        Identity identity = provision.identity();
        boolean isService = identity.kind().equals("Service");
        boolean isProgram = identity.namespace().isEmpty() && identity.name().indexOf('/') > 0;
        if ((isService || isProgram) && provision.maker() == null && graph.object(identity) == null) {
            (isService ? services : programs)
                    .computeIfAbsent(provision.provider(), provider -> new ArrayList<>())
                    .add(identity.name());
            List<String> keys = provision.keys();
            if (isService && keys != null) {
                ports.computeIfAbsent(provision.provider(), provider -> new ArrayList<>())
                        .addAll(keys);
            }
        }
    }

    /** What a chart is told to call what it is said to bring. */
    private void brought(KubernetesObject release, FieldPath field, String kind) {
        if (field.in(release.body()) instanceof Leaf name) {
            var brought = new LinkedHashSet<String>();
            for (Provision provision : graph.provisions()) {
                if (provision.provider() == release.owner()
                        && provision.identity().kind().equals(kind)) {
                    brought.add(provision.identity().name());
                }
            }
            NameSlips.among(release, field, kind, name.text(), brought);
        }
    }

    /** GitHub's runners are made by the account of their controller, which its chart mostly makes. */
    private void controller(KubernetesObject release) {
        FieldPath account = VALUES.field("controllerServiceAccount");
        if (account.in(release.body()) instanceof Mapping values && values.get("name") instanceof Leaf name) {
            String said = values.text("namespace");
            String namespace = said == null ? OpenNamespaces.target(release) : said;
            slips.name(release, account.field("name"), "ServiceAccount", name.text(), namespace);
        }
    }

    /** Most charts call what they make after the release, or as they are told. */
    private static void release(KubernetesObject release, List<String> brought) {
        FieldPath field = FULL_NAME.in(release.body()) instanceof Leaf ? FULL_NAME : RELEASE;
        if (!(field.in(release.body()) instanceof Leaf leaf)) {
            return;
        }
        String name = leaf.text();
        for (String made : brought) {
            if (made.startsWith(name)) {
                return;
            }
        }
        for (String made : brought) {
            String near = nearestStart(name, made);
            if (near != null) {
                tell(release, field, "call what the chart makes " + name, "it is said to make " + made, near);
                return;
            }
        }
    }

    /** Charts put this in the place of their own name, into labels and often into names as well. */
    private static void otherwise(KubernetesObject release, List<String> brought) {
        FieldPath field = VALUES.field("nameOverride");
        if (field.in(release.body()) instanceof Leaf name) {
            var known = new LinkedHashSet<String>(brought);
            for (FieldPath other : List.of(FULL_NAME, RELEASE)) {
                if (other.in(release.body()) instanceof Leaf said) {
                    known.add(said.text());
                }
            }
            known.add(release.name());
            String near = known.contains(name.text()) ? null : Names.slip(name.text(), known);
            if (near != null) {
                tell(release, field, "call the chart " + name.text(), "it is called " + near + " elsewhere", near);
            }
        }
    }

    /** What is said of the chart's Services, and what their ports are told in its values. */
    private void ports(KubernetesObject release) {
        List<String> known = ports.getOrDefault(release.owner(), List.of());
        FieldPath field = VALUES.field("service").field("port");
        if (field.in(release.body()) instanceof Leaf port) {
            boolean isSaid = false;
            for (String one : known) {
                isSaid |= isNumber(one);
            }
            if (isSaid && isNumber(port.text()) && !known.contains(port.text())) {
                release.error(
                        References.CHART_PORT,
                        field,
                        null,
                        "Tried to let the chart of " + release + " open the port " + port.text() + " in " + field
                                + ", but its Services are said to have only: " + String.join(", ", known),
                        "say the same in both");
            }
        }
    }

    private static boolean isNumber(String port) {
        return !port.isEmpty()
                && Character.isDigit(port.charAt(0))
                && Character.isDigit(port.charAt(port.length() - 1));
    }

    /** What {@code made} begins with, up to a hyphen or its end, and {@code name} is but for a slip. */
    private static @Nullable String nearestStart(String name, String made) {
        for (int length = name.length() - 1; length <= name.length() + 1; length++) {
            boolean isStart = length == made.length() || length < made.length() && made.charAt(length) == '-';
            String near = isStart ? Names.slip(name, Set.of(made.substring(0, length))) : null;
            if (near != null) {
                return near;
            }
        }
        return null;
    }

    private void values(KubernetesObject release, FieldPath path, Value value) {
        if (value instanceof Mapping mapping) {
            keys(release, path, mapping);
            words(release, path, mapping);
            for (int i = 0; i < mapping.size(); i++) {
                values(release, path.field(mapping.keyAt(i)), mapping.valueAt(i));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                values(release, path.index(i), sequence.get(i));
            }
        } else if (value instanceof Leaf leaf && leaf.text().indexOf('/') > 0) {
            String near = Names.slip(leaf.text(), programs.getOrDefault(release.owner(), List.of()));
            if (near != null) {
                tell(release, path, "mean " + leaf.text(), "the chart is said to bring " + near, near);
            }
        }
    }

    /** What keys say by their own name: the namespace that is meant, the port that a probe asks, which is mostly called like the Service's. */
    private void words(KubernetesObject release, FieldPath path, Mapping values) {
        for (int i = 0; i < values.size(); i++) {
            String key = values.keyAt(i);
            if (!(values.valueAt(i) instanceof Leaf leaf) || !leaf.isString()) {
                continue;
            }
            if (key.endsWith("namespace") || key.endsWith("Namespace")) {
                slips.namespace(release, path.field(key), leaf.text());
            } else if (key.equals("port")
                    && (path.toString().endsWith(".httpGet") || path.toString().endsWith(".tcpSocket"))) {
                List<String> known = ports.getOrDefault(release.owner(), List.of());
                String near = known.contains(leaf.text()) ? null : Names.slip(leaf.text(), known);
                if (near != null) {
                    String there = "its Service is said to have " + near;
                    tell(release, path.field(key), "ask the port " + leaf.text(), there, near);
                }
            }
        }
    }

    /** Beside the name of a Secret stand the keys that are to be taken of it: {@code passwordKey}, {@code userKey}. */
    private void keys(KubernetesObject release, FieldPath path, Mapping values) {
        String secret = values.text(SECRET);
        Identity identity = secret == null ? null : Identity.of("", "Secret", OpenNamespaces.target(release), secret);
        List<String> keys = identity == null ? null : keysOf(identity);
        for (int i = 0; keys != null && i < values.size(); i++) {
            String key = values.keyAt(i);
            if (key.endsWith("Key") && values.valueAt(i) instanceof Leaf leaf && !keys.contains(leaf.text())) {
                String near = Names.slip(leaf.text(), keys);
                if (near != null && identity != null && !release.owner().isKeyMissing(identity, leaf.text())) {
                    String there = "the Secret " + secret + " has " + near;
                    tell(release, path.field(key), "take the key " + leaf.text(), there, near);
                }
            }
        }
    }

    private @Nullable List<String> keysOf(Identity secret) {
        KubernetesObject object = graph.object(secret);
        Provision provision = object == null ? graph.provision(secret) : null;
        return object != null ? object.keys() : provision == null ? null : provision.keys();
    }

    private static void tell(KubernetesObject release, FieldPath field, String tried, String there, String near) {
        release.error(
                References.NAME_MISSPELT,
                field,
                null,
                "Tried to " + tried + " in " + field + " of " + release + ", but " + there,
                "write " + near + " if that is meant, else waive \"name-misspelt\"");
    }
}
