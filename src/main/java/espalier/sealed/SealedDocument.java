package espalier.sealed;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.BlockYaml;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A SealedSecret as text, as far as anybody can read it: all but the values. */
public final class SealedDocument {
    static final String API = "bitnami.com/v1alpha1";
    static final String KIND = "SealedSecret";

    /** An RSA key that anybody still makes has at least 1024 bits; what AES-GCM makes of an empty value has 16 bytes. */
    private static final int LEAST_RSA_BYTES = 128;

    private static final int TAG_BYTES = 16;

    private final String text;
    private final Mapping body;
    private final String obstacle;
    private final boolean inClear;

    private SealedDocument(String text, Mapping body, String obstacle, boolean inClear) {
        this.text = text;
        this.body = body;
        this.obstacle = obstacle;
        this.inClear = inClear;
    }

    /** What {@code text} says; whether it is a SealedSecret, {@link #obstacle()} tells. */
    public static SealedDocument of(String text) {
        Mapping body = BlockYaml.read(text);
        String wrong = "";
        if (body == null) {
            body = new Mapping();
            try {
                List<YamlReader.Document> documents = YamlReader.documents(text);
                if (documents.size() == 1 && documents.get(0).value() instanceof Mapping one) {
                    body = one;
                } else {
                    wrong = "it holds " + (documents.size() == 1 ? "no object" : documents.size() + " documents")
                            + ", and not one SealedSecret";
                }
            } catch (YamlReader.SyntaxException e) {
                wrong = "line " + e.line() + " is no YAML: " + e.getMessage();
            }
        }
        String clear = wrong.isEmpty() ? clear(body) : "";
        wrong = wrong.isEmpty() ? clear : wrong;
        return new SealedDocument(text, body, wrong.isEmpty() ? obstacle(body) : wrong, !clear.isEmpty());
    }

    /** A new one. */
    public static SealedDocument of(
            String namespace, String name, SealingScope scope, Map<String, String> sealed, Mapping template) {
        var metadata = Mapping.of("name", name).put("namespace", namespace);
        scope.writeTo(metadata);
        var data = new Mapping();
        new TreeMap<>(sealed).forEach(data::put);
        var body = Mapping.of("apiVersion", API)
                .put("kind", KIND)
                .put("metadata", metadata)
                .put("spec", Mapping.of("encryptedData", data).put("template", template));
        return of(YamlWriter.text(body));
    }

    /** What stands beside the values of a Secret of that name: its metadata and its type. */
    public static Mapping template(String namespace, String name, SealingScope scope, String type) {
        var metadata = Mapping.of("name", name).put("namespace", namespace);
        scope.writeTo(metadata);
        return Mapping.of("metadata", metadata).put("type", type);
    }

    private static String clear(Mapping body) {
        if ("Secret".equals(body.text("kind"))) {
            return "it is a Secret in clear, which must never be committed";
        }
        Mapping spec = body.mapping("spec");
        Mapping data = spec == null ? null : spec.mapping("encryptedData");
        for (int i = 0; data != null && i < data.size(); i++) {
            if (!isSealed(data.valueAt(i))) {
                return "the value of " + data.keyAt(i) + " is not what sealing makes: it is damaged, or in clear";
            }
        }
        return "";
    }

    private static String obstacle(Mapping body) {
        if (!KIND.equals(body.text("kind")) || !API.equals(body.text("apiVersion"))) {
            return "it is no " + KIND + " but a " + body.text("kind") + " of " + body.text("apiVersion");
        }
        Mapping metadata = body.mapping("metadata");
        Mapping spec = body.mapping("spec");
        if (metadata == null || metadata.text("name") == null) {
            return "it has no metadata.name";
        }
        if (metadata.text("namespace") == null && SealingScope.in(metadata) != SealingScope.CLUSTER_WIDE) {
            return "it has no metadata.namespace, for which it is sealed";
        }
        if (spec == null || spec.mapping("encryptedData") == null) {
            return spec != null && spec.has("data")
                    ? "it is sealed as a whole, in spec.data, so that nobody can tell its keys"
                    : "it has no spec.encryptedData";
        }
        Mapping template = spec.mapping("template");
        Mapping made = template == null ? null : template.mapping("metadata");
        SealingScope scope = SealingScope.in(metadata);
        if (made != null && SealingScope.in(made) != scope) {
            return "its own annotations say that its scope is " + scope.word() + ", and those of its template "
                    + SealingScope.in(made).word();
        }
        return "";
    }

    /** Whether it has the form of what is sealed: the length of an encrypted key, the key, and the value. */
    private static boolean isSealed(Value value) {
        try {
            byte[] bytes = value instanceof Leaf leaf ? Base64.getDecoder().decode(leaf.text()) : new byte[0];
            int key = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
            return key >= LEAST_RSA_BYTES && bytes.length >= 2 + key + TAG_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Why it is no SealedSecret that its controller could open, in words that begin behind "but"; empty where it is one. */
    public String obstacle() {
        return obstacle;
    }

    /** Whether it shows a value that nobody sealed. */
    public boolean isInClear() {
        return inClear;
    }

    /** The file, byte by byte. */
    public String text() {
        return text;
    }

    /** What the file says; a copy. */
    public Mapping body() {
        return body.copy();
    }

    /** The name that it is sealed for, which only the widest two scopes let change. */
    public String name() {
        return String.valueOf(body.child("metadata").text("name"));
    }

    /** The namespace that it is sealed for; empty where it is for all, and the file names none. */
    public String namespace() {
        String said = body.child("metadata").text("namespace");
        return said == null ? "" : said;
    }

    public SealingScope scope() {
        return SealingScope.in(body.mapping("metadata"));
    }

    /** The keys that are sealed. */
    public List<String> sealed() {
        return body.child("spec").child("encryptedData").keys();
    }

    /** What stands beside the values, for the Secret; a copy. */
    public Mapping template() {
        Mapping template = body.child("spec").mapping("template");
        return template == null ? new Mapping() : template.copy();
    }

    /**
     * This document with other values and another template, and each other byte as it was.
     *
     * @param values by key, sealed
     * @return null where the file is written in a way that this cannot be done in
     */
    public @Nullable SealedDocument with(Map<String, String> values, Mapping template) {
        var wanted = body();
        Mapping spec = wanted.child("spec");
        var lines = new SpecLines(text);
        for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
            spec.child("encryptedData").put(value.getKey(), value.getValue());
            lines.put("encryptedData", value.getKey(), YamlWriter.text(Mapping.of(value.getKey(), value.getValue())));
        }
        if (!template.equals(template())) {
            spec.put("template", template);
            lines.put("", "template", YamlWriter.text(Mapping.of("template", template)));
        }
        SealedDocument edited = of(lines.text());
        return edited.body.equals(wanted) ? edited : null;
    }
}
