package espalier.kubernetes;

import espalier.Component;
import espalier.Exemption;
import espalier.Origin;
import espalier.Resource;
import espalier.Scope;
import espalier.fabric8.Fabric8;
import espalier.rules.Construction;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;

/**
 * Objects that no construct writes: from a YAML file, or of fabric8's classes. They are checked, ordered and laid out like
 * all others; what they refer to is found by the fields that Kubernetes has for it.
 *
 * <p>Used a third time for the same thing, it wants to become a construct.
 */
public final class Manifests extends Component {
    /**
     * The objects of a YAML file, with one document or several.
     *
     * @param because why there is no construct for them; shown on the cluster's page
     */
    public Manifests(Scope scope, String id, String because, Resource yaml) {
        super(scope, id);
        String text = node().text(yaml);
        if (text.isEmpty()) {
            node().markIncomplete(); // a file that is missing is told already
        }
        String file = "src/main/resources/" + yaml.path();
        try {
            for (YamlReader.Document document : YamlReader.documents(text)) {
                Origin origin = node().origin().inFile(file, document.line());
                if (document.value() instanceof Mapping body) {
                    add(body, origin, because);
                } else {
                    error(origin, "a document of it is no object but " + document.value(), yaml);
                }
            }
        } catch (YamlReader.SyntaxException e) {
            error(node().origin().inFile(file, e.line()), "it is no YAML: " + e.getMessage(), yaml);
        }
    }

    /**
     * Objects of fabric8's Kubernetes model, such as {@code new ConfigMapBuilder()…build()}.
     *
     * @param because why there is no construct for them; shown on the cluster's page
     */
    public Manifests(Scope scope, String id, String because, Object... objects) {
        super(scope, id);
        for (Object object : objects) {
            add(Fabric8.tree(object), node().origin(), because);
        }
    }

    /** A List holds objects, as {@code kubectl get --output=yaml} writes several. */
    private void add(Mapping body, Origin origin, String because) {
        Sequence items = body.sequence("items");
        if (items != null && "List".equals(body.text("kind"))) {
            for (Value item : items) {
                if (item instanceof Mapping object) {
                    add(object, origin, because);
                }
            }
            return;
        }
        var object = node().add(body, origin);
        node().exempt(Exemption.Kind.RAW, object.toString(), because);
    }

    private void error(Origin origin, String found, Resource yaml) {
        node().markIncomplete();
        node().findings()
                .report(
                        Construction.MANIFEST,
                        node(),
                        origin,
                        "Tried to read objects from " + yaml.path() + ", but " + found,
                        "mend the file; each document of it must be one object");
    }
}
