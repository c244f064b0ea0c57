package espalier.graph;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom the API server asks before it takes an object: it takes none of those kinds until they answer. */
final class Webhooks {
    private static final String[] KINDS = {"ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"};

    private final ObjectGraph graph;
    private final Map<String, List<Asked>> byGroup = new HashMap<>();

    /** @param resource in the plural, or {@code *} for all of the group */
    private record Asked(String resource, Provision whom) {}

    private Webhooks(ObjectGraph graph) {
        this.graph = graph;
    }

    /** The webhooks that charts of {@code graph} say they bring, and those whose configuration is in git. */
    static Webhooks of(ObjectGraph graph) {
        var webhooks = new Webhooks(graph);
        for (Provision provision : graph.provisions()) {
            if (provision.identity().kind().equals("webhook")) {
                webhooks.add(provision.identity().name(), "*", provision);
            }
        }
        for (String kind : KINDS) {
            for (KubernetesObject configuration : graph.ofKind(kind)) {
                each(configuration.body().sequence("webhooks"), webhooks::read);
            }
        }
        return webhooks;
    }

    private interface Reader {
        void read(Mapping item);
    }

    private static void each(@Nullable Sequence list, Reader reader) {
        if (list != null) {
            for (Value item : list) {
                if (item instanceof Mapping mapping) {
                    reader.read(mapping);
                }
            }
        }
    }

    private void read(Mapping webhook) {
        Mapping client = webhook.mapping("clientConfig");
        Mapping service = client == null ? null : client.mapping("service");
        if (service == null || "Ignore".equals(webhook.text("failurePolicy"))) {
            return;
        }
        var identity = Identity.of(
                "", "Service", String.valueOf(service.text("namespace")), String.valueOf(service.text("name")));
        Provision whom = graph.provision(identity);
        if (whom != null) {
            each(webhook.sequence("rules"), rule -> {
                for (String group : texts(rule.sequence("apiGroups"))) {
                    for (String resource : texts(rule.sequence("resources"))) {
                        add(group, resource, whom);
                    }
                }
            });
        }
    }

    private static List<String> texts(@Nullable Sequence list) {
        var texts = new ArrayList<String>();
        if (list != null) {
            for (Value item : list) {
                if (item instanceof Leaf leaf) {
                    texts.add(leaf.text());
                }
            }
        }
        return texts;
    }

    /** One for Kubernetes's own kinds asks about what it itself is made of as well; those come up before it is registered. */
    private void add(String group, String resource, Provision whom) {
        if (!BuiltIn.isKnownWithoutDefinition(group)) {
            byGroup.computeIfAbsent(group, g -> new ArrayList<>(1)).add(new Asked(resource, whom));
        }
    }

    /** Who is asked about the objects of {@code group} that the API calls {@code plural}. */
    List<Provision> of(String group, String plural) {
        var whom = new ArrayList<Provision>(0);
        for (Asked one : byGroup.getOrDefault(group, List.of())) {
            boolean asksAboutIt = one.resource.equals("*") || one.resource.equals(plural);
            if (asksAboutIt && !whom.contains(one.whom)) {
                whom.add(one.whom);
            }
        }
        return whom;
    }
}
