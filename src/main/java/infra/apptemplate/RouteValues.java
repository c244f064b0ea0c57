package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import org.jspecify.annotations.Nullable;

/** An HTTPRoute in the words of the chart. */
final class RouteValues {
    private static final String GROUP = "gateway.networking.k8s.io";

    private final Release release;

    RouteValues(Release release) {
        this.release = release;
    }

    @Nullable
    Mapping of(KubernetesObject route) {
        if (!route.apiVersion().equals(GROUP + "/v1")) {
            return null;
        }
        var head = new Head(route, release);
        Fields spec = head.spec();
        Mapping values = head.values();
        Copies copies = release.copies();
        copies.putTemplated(values, "hostnames", spec.take("hostnames"));
        Sequence parents = spec.list("parentRefs");
        for (Value parent : parents) {
            fill(parent, "namespace", route.namespace()); // the one of the chart's own defaults that has to be said
        }
        copies.put(values, "parentRefs", parents);
        Sequence rules = spec.list("rules");
        copies.put(values, "rules", rules);
        for (int i = 0; i < parents.size(); i++) {
            if (parents.get(i) instanceof Mapping parent) {
                parent(spec.item("parentRefs", i, parent), parent);
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof Mapping rule) {
                rule(spec.item("rules", i, rule), rule, route.namespace());
            }
        }
        spec.refuseRest();
        if (!head.fits() || parents.isEmpty() || rules.isEmpty()) {
            return null;
        }
        head.complete();
        return values;
    }

    private static void fill(Value into, String key, Object usual) {
        if (into instanceof Mapping mapping && !mapping.has(key)) {
            mapping.put(key, usual);
        }
    }

    private static void parent(Fields fields, Mapping parent) {
        for (String key : new String[] {"group", "kind", "name", "namespace", "sectionName", "port"}) {
            fields.take(key);
        }
        fields.refuseRest();
        fill(parent, "group", GROUP);
        fill(parent, "kind", "Gateway");
    }

    private static void rule(Fields fields, Mapping rule, String namespace) {
        boolean redirects = false;
        for (Value filter : fields.list("filters")) {
            redirects |= filter instanceof Mapping mapping
                    && Scalar.of("RequestRedirect").equals(mapping.get("type"));
        }
        Sequence backends = fields.list("backendRefs");
        for (int i = 0; i < backends.size(); i++) {
            if (backends.get(i) instanceof Mapping backend) {
                backend(fields.item("backendRefs", i, backend), backend, namespace);
            }
        }
        if (backends.isEmpty()) {
            rule.put("backendRefs", new Sequence());
        } else if (redirects) {
            fields.refuse("filters");
        }
        matches(fields);
        fields.take("sessionPersistence");
        fields.take("timeouts");
        fields.refuseRest();
    }

    private static void backend(Fields fields, Mapping backend, String namespace) {
        for (String key : new String[] {"group", "kind", "name", "namespace", "port", "weight"}) {
            fields.take(key);
        }
        fields.refuseRest();
        fill(backend, "group", "");
        fill(backend, "kind", "Service");
        fill(backend, "namespace", namespace);
        fill(backend, "weight", 1);
    }

    /** Of a match, the chart's schema knows the path alone. */
    private static void matches(Fields rule) {
        Sequence matches = rule.list("matches");
        for (int i = 0; i < matches.size(); i++) {
            if (matches.get(i) instanceof Mapping match) {
                Fields fields = rule.item("matches", i, match);
                Fields path = fields.below("path");
                path.take("type");
                path.take("value");
                path.refuseRest();
                fields.refuseRest();
            }
        }
    }
}
