package infra.apptemplate;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import infra.packaging.Copies;
import infra.packaging.Fields;
import infra.packaging.ImageValues;

/** What the chart is told of a container, but for its name and its mounts. */
final class ContainerValues {
    private static final String[] FIRST = {"command", "args", "workingDir"};
    private static final String[] LAST = {
        "lifecycle",
        "ports",
        "resources",
        "restartPolicy",
        "securityContext",
        "terminationMessagePath",
        "terminationMessagePolicy"
    };

    private final Copies copies;

    ContainerValues(Copies copies) {
        this.copies = copies;
    }

    void put(Fields container, Mapping values) {
        Mapping image = ImageValues.of(container);
        if (!image.isEmpty()) {
            copies.put(image, "pullPolicy", container.take("imagePullPolicy"));
            values.put("image", image);
        }
        for (String key : FIRST) {
            copies.put(values, key, container.take(key));
        }
        environment(container, values);
        environmentFrom(container, values);
        probes(container, values);
        for (String key : LAST) {
            copies.put(values, key, container.take(key));
        }
        for (String key : new String[] {"stdin", "tty"}) {
            container.dropIf(key, false);
            copies.put(values, key, container.take(key));
        }
    }

    /** A list, since a variable may stand on those in front of it. */
    private void environment(Fields container, Mapping values) {
        var said = new Sequence();
        Sequence list = container.list("env");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping variable) {
                Fields fields = container.item("env", i, variable);
                fields.take("name");
                if (!variable.has("value") && !variable.has("valueFrom")) {
                    variable.put("value", "");
                }
                fields.take("value");
                fields.take("valueFrom");
                fields.refuseRest();
                said.add(variable(variable));
            }
        }
        values.putIfAny("env", said);
    }

    private Mapping variable(Mapping variable) {
        var said = new Mapping();
        for (int i = 0; i < variable.size(); i++) {
            boolean isName = variable.keyAt(i).equals("name");
            Value value = variable.valueAt(i);
            said.put(variable.keyAt(i), isName ? value : copies.templated(value));
        }
        return said;
    }

    private void environmentFrom(Fields container, Mapping values) {
        var said = new Sequence();
        Sequence list = container.list("envFrom");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Mapping source) {
                Fields fields = container.item("envFrom", i, source);
                var entry = new Mapping();
                for (String key : new String[] {"configMapRef", "secretRef"}) {
                    Fields reference = fields.below(key);
                    var name = new Mapping();
                    copies.putTemplated(name, "name", reference.take("name"));
                    reference.refuseRest();
                    entry.putIfAny(key, name);
                }
                copies.put(entry, "prefix", fields.take("prefix"));
                fields.refuseRest();
                said.add(entry);
            }
        }
        values.putIfAny("envFrom", said);
    }

    /** In our words, not in the chart's, which has others for a few of the settings only. */
    private void probes(Fields container, Mapping values) {
        var said = new Mapping();
        for (String name : new String[] {"startup", "readiness", "liveness"}) {
            Value probe = container.take(name + "Probe");
            if (probe != null) {
                Value spec = copies.templated(probe);
                said.put(name, Mapping.of("enabled", true).put("custom", true).put("spec", spec));
            }
        }
        values.putIfAny("probes", said);
    }
}
