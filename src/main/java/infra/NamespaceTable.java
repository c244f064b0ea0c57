package infra;

import espalier.kubernetes.Namespace;
import espalier.kubernetes.NamespaceCategories;
import espalier.rules.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The namespaces of a cluster by what they are for, which each one says as a label; also those that nobody makes here, for people. */
public final class NamespaceTable implements NamespaceCategories {
    private static final Rule UNSORTED = Rule.error(
            "namespace-unsorted",
            "A namespace is in no category",
            "Who selects namespaces by what they are for would never see it",
            "name it in the cluster's table of namespaces");

    private final String label;
    private final Map<String, String> categories = new LinkedHashMap<>();

    /** @param label the key of the label, as {@code example.com/category} */
    public NamespaceTable(String label) {
        this.label = label;
    }

    /** The namespaces {@code names} are for {@code category}, which is a word in small letters. */
    public NamespaceTable category(String category, String... names) {
        for (String name : names) {
            categories.put(name, category);
        }
        return this;
    }

    @Override
    public void sort(Namespace namespace, String name) {
        String category = categories.get(name);
        if (category == null) {
            namespace
                    .node()
                    .findings()
                    .report(
                            UNSORTED,
                            namespace.node(),
                            "Tried to make the namespace " + name + ", but the cluster's table has it in no category",
                            UNSORTED.fix());
        } else {
            namespace.configure(n -> n.label(label, category));
        }
    }
}
