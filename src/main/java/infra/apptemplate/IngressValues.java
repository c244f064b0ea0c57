package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.Plain;
import org.jspecify.annotations.Nullable;

/** An Ingress in the words of the chart, which has ports by their number only. */
final class IngressValues {
    private static final FieldPath PORTS = FieldPath.of("spec", "ports");

    private final Release release;
    private final Copies copies;

    IngressValues(Release release) {
        this.release = release;
        this.copies = release.copies();
    }

    @Nullable
    Mapping of(KubernetesObject ingress) {
        var head = new Head(ingress, release);
        Fields spec = head.spec();
        Mapping values = head.values();
        Value className = spec.take("ingressClassName");
        copies.put(values, "className", className);
        var hosts = new Sequence();
        Sequence rules = spec.list("rules");
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof Mapping rule) {
                hosts.add(host(spec.item("rules", i, rule)));
            }
        }
        values.put("hosts", hosts);
        var tls = new Sequence();
        Sequence list = spec.list("tls");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping entry) {
                Fields fields = spec.item("tls", i, entry);
                var said = new Mapping();
                copies.putTemplated(said, "hosts", fields.take("hosts"));
                copies.putTemplated(said, "secretName", fields.take("secretName"));
                fields.refuseRest();
                tls.add(said);
            }
        }
        values.putIfAny("tls", tls);
        spec.refuseRest();
        boolean isWhole = !hosts.isEmpty() && (!(className instanceof Leaf leaf) || Plain.isText(leaf.text()));
        if (!head.fits() || !isWhole) {
            return null;
        }
        head.complete();
        return values;
    }

    private Mapping host(Fields rule) {
        Value host = rule.take("host");
        var said = new Mapping();
        copies.putTemplated(said, "host", host);
        if (host == null) {
            rule.refuse("host");
        }
        Fields http = rule.below("http");
        var paths = new Sequence();
        Sequence list = http.list("paths");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping path) {
                paths.add(path(http.item("paths", i, path)));
            }
        }
        http.refuseRest();
        rule.refuseRest();
        return said.put("paths", paths);
    }

    private Mapping path(Fields path) {
        var said = new Mapping();
        Value at = path.take("path");
        if (at == null) {
            path.refuse("path");
        }
        copies.putTemplated(said, "path", at);
        Value type = path.take("pathType");
        if (type == null) {
            path.refuse("pathType");
        }
        copies.put(said, "pathType", type);
        Fields backend = path.below("backend");
        Fields service = backend.below("service");
        Value name = service.take("name");
        Value port = service.take("port");
        Value number = name instanceof Leaf leaf && port instanceof Mapping wanted ? number(leaf.text(), wanted) : null;
        if (number == null) {
            service.refuse("port");
        } else {
            service.all().put("port", Mapping.of("number", number));
            var reference = new Mapping();
            copies.putTemplated(reference, "name", name);
            copies.put(reference, "port", number);
            said.put("service", reference);
        }
        service.refuseRest();
        backend.refuseRest();
        path.refuseRest();
        return said;
    }

    /** The number of a port, which may be named where the release carries the Service. */
    private @Nullable Value number(String service, Mapping port) {
        if (port.has("number")) {
            return port.get("number");
        }
        KubernetesObject carried = release.service(service);
        if (carried != null && PORTS.in(carried.body()) instanceof Sequence ports) {
            int at = ports.indexWhere("name", String.valueOf(port.text("name")));
            return at >= 0 && ports.get(at) instanceof Mapping found ? found.get("port") : null;
        }
        return null;
    }
}
