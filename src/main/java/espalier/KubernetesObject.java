package espalier;

import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of the API: an ordered tree that knows who made it. */
public final class KubernetesObject {
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template");
    private static final FieldPath JOB_TEMPLATE = FieldPath.of("spec", "jobTemplate", "spec", "template");

    private final Node owner;
    private final Origin origin;
    private final Mapping body;
    private List<Origin> patchedAt = Collections.emptyList();
    private List<Provision> needed = Collections.emptyList();
    private List<Kind> makes = Collections.emptyList();
    private boolean hashSuffixed;
    private @Nullable Duration readyWithin;
    private @Nullable Verbatim verbatim;
    private List<Reach> reaches = Collections.emptyList();
    private @Nullable Mapping podLabels;
    private @Nullable Mapping proxyLabels;
    private @Nullable String kept;
    private @Nullable KubernetesObject carrier;
    private boolean carrying;
    private @Nullable Identity fixed;

    KubernetesObject(Node owner, Origin origin, Mapping body) {
        this.owner = owner;
        this.origin = origin;
        this.body = body;
    }

    /** The construct that makes it. */
    public Node owner() {
        return owner;
    }

    /** The line that made it. */
    public Origin origin() {
        return origin;
    }

    /** The line that wrote {@code field}, or what it is part of, as far as it was noted; else the one that made the object. */
    Origin originOf(@Nullable FieldPath field) {
        for (FieldPath at = field; at != null; at = at.parent()) {
            Value value = at.in(body);
            Origin line = value == null ? null : owner.lineOf(value);
            if (line != null) {
                return line;
            }
        }
        return origin;
    }

    /** What it says; may be changed until the cluster is frozen. */
    public Mapping body() {
        return body;
    }

    public String apiVersion() {
        return text("apiVersion");
    }

    public String kind() {
        Identity known = fixed;
        return known == null ? text("kind") : known.kind();
    }

    public String name() {
        Identity known = fixed;
        return known == null ? metadata("name") : known.name();
    }

    /** Empty where it has none. */
    public String namespace() {
        Identity known = fixed;
        return known == null ? metadata("namespace") : known.namespace();
    }

    private String text(String key) {
        String value = body.text(key);
        return value == null ? "" : value;
    }

    private String metadata(String key) {
        Mapping metadata = body.mapping("metadata");
        String value = metadata == null ? null : metadata.text(key);
        return value == null ? "" : value;
    }

    public Identity identity() {
        Identity known = fixed;
        return known == null ? read() : known;
    }

    private Identity read() {
        return Identity.of(Identity.groupOf(apiVersion()), text("kind"), metadata("namespace"), metadata("name"));
    }

    /**
     * Keeps the identity that it has now: from the graph on nothing gives it another one, and it is asked for more often than
     * anything else.
     */
    public Identity fixIdentity() {
        Identity now = read();
        fixed = now;
        return now;
    }

    /** The keys of a ConfigMap or Secret, null for other kinds. */
    public @Nullable List<String> keys() {
        if (!kind().equals("ConfigMap") && !kind().equals("Secret")) {
            return null;
        }
        var keys = new ArrayList<String>();
        for (String field : new String[] {"data", "stringData", "binaryData"}) {
            Mapping data = body.mapping(field);
            if (data != null) {
                keys.addAll(data.keys());
            }
        }
        return keys;
    }

    /** The template of the pods it makes, with {@code metadata} and {@code spec}; null for what makes none. */
    public @Nullable Mapping podTemplate() {
        FieldPath path = switch (kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" -> TEMPLATE;
            case "CronJob" -> JOB_TEMPLATE;
            case "Pod" -> FieldPath.ROOT;
            default -> null;
        };
        String version = apiVersion();
        boolean builtIn = version.startsWith("apps/") || version.startsWith("batch/") || version.equals("v1");
        return path != null && builtIn && path.in(body) instanceof Mapping template ? template : null;
    }

    /** Lets kustomize add a hash of the content to the name of this ConfigMap, so that an edit rolls its pods. */
    public void suffixNameWithHash() {
        hashSuffixed = true;
    }

    /** Whether kustomize adds a hash to the name. */
    public boolean isHashSuffixed() {
        return hashSuffixed;
    }

    /** Says that the object can be applied only when {@code thing} is there, though none of its fields tells. */
    public void needs(Provision thing) {
        needed = Node.with(needed, thing);
    }

    /** What was said that it needs, beside what its fields tell. */
    public List<Provision> needed() {
        return needed;
    }

    /** Says that a program makes objects of {@code kind} because of it, for which their definition must be there. */
    public void makes(Kind kind) {
        makes = Node.with(makes, kind);
    }

    /** The custom resources that a program makes because of it, as far as they were said. */
    public List<Kind> makes() {
        return makes;
    }

    /** Says that it promises to keep {@code what}, such as {@code metrics for 14 days}, whatever becomes of a pod or machine. */
    public void keeps(String what) {
        kept = what;
    }

    /** What it was said to keep, or null. */
    public @Nullable String kept() {
        return kept;
    }

    /**
     * Lets it be written as {@code text}, byte by byte, from which {@link #body()} was read. What is said of its metadata
     * beyond that, kustomize adds when Flux builds it.
     */
    public void writeAs(String text) {
        verbatim = new Verbatim(text, body.copy());
    }

    /** The text that it is written as, or null where its body is rendered. */
    public @Nullable Verbatim verbatim() {
        return verbatim;
    }

    /** Whether SOPS encrypted it, so that Flux must decrypt it. */
    public boolean isEncrypted() {
        return body.has("sops");
    }

    /** Says how long it may take to become ready, where its construct knows better than its kind. */
    public void readyWithin(Duration duration) {
        readyWithin = duration;
    }

    /** What was said of how long it may take to become ready, or null. */
    public @Nullable Duration readyWithin() {
        return readyWithin;
    }

    /** Says whom its pods talk to beside those of whom handles tell. */
    public void reaches(List<Reach> whom) {
        reaches = List.copyOf(whom);
    }

    /** Whom its pods talk to beside those of whom handles tell. */
    public List<Reach> reaches() {
        return reaches;
    }

    /** Says by which labels the pods are found that exist because of it, where it has no template of them. */
    public void podLabels(Mapping labels) {
        podLabels = labels;
    }

    /** What was said of the labels of pods that exist because of it; null where that is not known. */
    public @Nullable Mapping podLabels() {
        return podLabels;
    }

    /** Says by which labels those of its pods are found that pass on what comes in by routes, where others do not. */
    public void proxyLabels(Mapping labels) {
        proxyLabels = labels;
    }

    /** What was said of the labels of pods that pass on what comes in by routes; null where all of them may. */
    public @Nullable Mapping proxyLabels() {
        return proxyLabels;
    }

    /**
     * Says that it reaches the cluster in {@code release}, of the same component, whose values say what it says: no file is written
     * for it.
     */
    public void carriedBy(KubernetesObject release) {
        carrier = release;
        release.carrying = true;
    }

    /** The release in whose values it reaches the cluster; null for what Flux applies as it is. */
    public @Nullable KubernetesObject carrier() {
        return carrier;
    }

    /** Whether it is a release that carries other objects, so that all which its chart makes is known. */
    public boolean isCarrier() {
        return carrying;
    }

    /** What Flux applies of it: the release that carries it, else itself. */
    public KubernetesObject applied() {
        return carrier == null ? this : carrier;
    }

    /** Whether no construct wrote it: it came as YAML or as an object of another library. */
    public boolean isRaw() {
        for (Exemption exemption : owner.exemptions()) {
            if (exemption.kind() == Exemption.Kind.RAW) {
                return true;
            }
        }
        return false;
    }

    /** Adds an error at this object to the cluster's findings. */
    public void error(Rule id, String message, String fix) {
        owner.findings().report(id, this, message, fix);
    }

    /**
     * As {@link #error(Rule, String, String)}, where one correction of {@code cause} can remove the same trouble from many
     * objects: they become one finding.
     *
     * @param field the field of this object that shows it, null for all of it
     * @param cause null for a mistake of its own
     */
    public void error(Rule id, @Nullable FieldPath field, @Nullable Object cause, String message, String fix) {
        owner.findings().report(id, this, field, cause, message, fix);
    }

    void touchedBy(Origin patch) {
        patchedAt = Node.with(patchedAt, patch);
    }

    /** The lines of the patches that changed it. */
    public List<Origin> patchedAt() {
        return patchedAt;
    }

    @Override
    public String toString() {
        return identity().toString();
    }
}
