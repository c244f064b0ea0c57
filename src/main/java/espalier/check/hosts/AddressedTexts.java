package espalier.check.hosts;

import espalier.KubernetesObject;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Goes through the texts of objects, and finds the addresses in them: URLs, names of Services, variables, arguments. */
final class AddressedTexts {
    private final Reader reader;
    private final boolean withAnnotations;

    /** Is told of the addresses. */
    interface Reader {
        /**
         * @param from the namespace of the pods that read {@code leaf}, empty where they are not known
         * @param isUrl whether the whole of a URL stands there, or a name that only a Service has
         */
        void address(KubernetesObject object, String from, Leaf leaf, Address address, boolean isUrl);

        /** Something that may be an address; null for what cannot be. */
        void pair(KubernetesObject object, String from, Leaf leaf, @Nullable Address address);
    }

    /** @param withAnnotations whether URLs in annotations count, which only people and other programs follow */
    AddressedTexts(Reader reader, boolean withAnnotations) {
        this.reader = reader;
        this.withAnnotations = withAnnotations;
    }

    void look(ObjectGraph graph) {
        for (KubernetesObject object : graph.holding(Content.HOST)) {
            if (!object.kind().equals("HelmRelease")) {
                in(object, Standpoints.of(object), "", object.body());
            }
        }
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (!release.isCarrier()) { // else its values are those of objects that are looked at themselves
                in(release, Standpoints.of(release), "", release.body());
            }
        }
    }

    private void in(KubernetesObject object, String from, String field, Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                if (!key.equals("metadata")) {
                    in(object, from, key, mapping.valueAt(i));
                } else if (withAnnotations && mapping.valueAt(i) instanceof Mapping metadata) {
                    annotations(object, from, metadata.mapping("annotations"));
                }
            }
            boolean isConfigMap = field.equals("data") && object.kind().equals("ConfigMap");
            if ((isConfigMap || object.kind().equals("HelmRelease")) && Variables.mayHoldAddress(mapping)) {
                variables(object, from, Variables.of(mapping));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                in(object, from, field, sequence.get(i));
            }
            if (field.equals("env") && Variables.mayHoldAddress(sequence)) {
                variables(object, from, Variables.of(sequence));
            }
        } else if (value instanceof Leaf leaf && leaf.isString()) {
            String text = leaf.text();
            boolean mayBePair = text.indexOf(':') >= 0;
            if (!mayBePair && text.indexOf('.') < 0) {
                return; // which is most of them
            }
            for (Address address : Address.in(text)) {
                reader.address(object, from, leaf, address, true);
            }
            // Where a collector listens, or where to it sends.
            boolean isAddress = field.equals("endpoint") && object.kind().equals("OpenTelemetryCollector");
            if (mayBePair && (isAddress || field.equals("args") || field.equals("command"))) {
                reader.pair(object, from, leaf, Address.whole(text.substring(text.indexOf('=') + 1)));
            }
        }
    }

    /** People and programs that show what is connected to what: a URL that is all of an annotation is meant to be followed. */
    private void annotations(KubernetesObject object, String from, @Nullable Mapping annotations) {
        for (int i = 0; annotations != null && i < annotations.size(); i++) {
            if (annotations.valueAt(i) instanceof Leaf leaf && leaf.isString() && isUrl(leaf.text())) {
                for (Address address : Address.in(leaf.text())) {
                    reader.address(object, from, leaf, address, true);
                }
            }
        }
    }

    private static boolean isUrl(String text) {
        int scheme = text.indexOf("://");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || i < scheme && !Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return scheme > 0;
    }

    /** Variables that are an address, alone or together: {@code REDIS_HOST} and {@code REDIS_PORT}. */
    private void variables(KubernetesObject object, String from, Variables variables) {
        for (Variables.Host host : variables.hosts()) {
            Address address = Address.whole(host.value().text());
            if (address != null) {
                Leaf port = host.port();
                int number = port == null ? address.port() : Variables.number(port.text());
                reader.address(object, from, host.value(), new Address(address.host(), number), false);
            }
        }
        for (Leaf value : variables.others()) {
            reader.pair(object, from, value, Address.whole(value.text()));
        }
    }
}
