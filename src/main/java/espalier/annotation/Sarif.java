package espalier.annotation;

import espalier.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Annotations as SARIF 2.1.0, which code-scanning pages show at the lines of source.
 *
 * <p>Paths are relative to the root of the repository ({@code %SRCROOT%}), of which no address is given: it differs by machine.
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";
    /** Where something without a line is shown: viewers drop what has no place. */
    private static final Annotation.Place SOMEWHERE = new Annotation.Place("pom.xml", 1);

    private final JsonWriter json = new JsonWriter();
    private final Map<String, Integer> rules = new HashMap<>();
    private final String folder;

    private Sarif(String folder) {
        this.folder = folder;
    }

    /**
     * What was not looked at.
     *
     * @param id of which sort that is
     */
    public record Omission(String id, String message) {}

    /**
     * One run of the program.
     *
     * @param folder where in the repository the clusters stand, with a slash at its end; empty for its root
     * @param category what it was about: a page keeps one run of each, and takes a later one for its successor
     * @param version of the program
     * @param rules those that {@code annotations} are about
     */
    public record Run(
            String folder,
            String category,
            String version,
            List<AnnotationRule> rules,
            List<Annotation> annotations,
            List<Omission> omissions) {}

    /** The document. */
    public static String of(Run run) {
        var sarif = new Sarif(run.folder);
        sarif.write(run);
        return sarif.json.toString();
    }

    private void write(Run run) {
        json.object().member("$schema", SCHEMA).member("version", "2.1.0");
        json.name("runs").array().object().name("tool").object().name("driver").object();
        json.member("name", "Espalier")
                .member("version", run.version)
                .name("rules")
                .array();
        for (AnnotationRule rule : run.rules) {
            rules.put(rule.id(), rules.size());
            rule(rule);
        }
        json.endArray().endObject().endObject();
        json.name("automationDetails").object().member("id", run.category + "/").endObject();
        json.name("originalUriBaseIds").object().name(ROOT).object();
        text("description", "The root of the repository.");
        json.endObject().endObject();
        json.name("invocations").array().object().member("executionSuccessful", true);
        json.name("toolExecutionNotifications").array();
        for (Omission each : run.omissions) {
            json.object().name("descriptor").object().member("id", each.id);
            json.endObject().member("level", "note");
            text("message", each.message);
            json.endObject();
        }
        json.endArray().endObject().endArray();
        json.name("results").array();
        run.annotations.forEach(this::result);
        json.endArray().endObject().endArray().endObject();
    }

    private void rule(AnnotationRule rule) {
        json.object().member("id", rule.id());
        text("shortDescription", rule.title());
        text("fullDescription", rule.meaning());
        json.memberIfAny("helpUri", rule.page());
        json.name("help").object().member("text", rule.help()).member("markdown", rule.markdown());
        json.endObject().name("defaultConfiguration").object();
        json.member("level", rule.level().sarif()).endObject();
        json.endObject();
    }

    private void result(Annotation each) {
        Integer index = rules.get(each.rule());
        json.object().member("ruleId", each.rule()).member("ruleIndex", index == null ? -1 : index);
        json.member("level", each.level().sarif());
        text("message", each.message());
        json.name("locations").array().object();
        physical(each.place());
        json.name("logicalLocations").array().object();
        json.member("fullyQualifiedName", each.about()).member("kind", "resource");
        json.endObject().endArray().endObject().endArray();
        if (!each.also().isEmpty()) {
            json.name("relatedLocations").array();
            for (int i = 0; i < each.also().size(); i++) {
                related(i + 1, each.also().get(i));
            }
            json.endArray();
        }
        json.name("partialFingerprints").object();
        // The one name that GitHub goes by; its own would be of the text of the line.
        json.member("primaryLocationLineHash", each.fingerprint());
        json.endObject().endObject();
    }

    private void related(int id, Annotation.Related related) {
        json.object().member("id", id);
        physical(related.place());
        if (related.message() != null) {
            text("message", related.message());
        }
        json.endObject();
    }

    private void physical(Annotation.@Nullable Place known) {
        Annotation.Place place = known == null ? SOMEWHERE : known;
        json.name("physicalLocation").object().name("artifactLocation").object();
        json.member("uri", uri(folder + place.file())).member("uriBaseId", ROOT).endObject();
        json.name("region").object().member("startLine", place.line()).endObject();
        json.endObject();
    }

    /** A path as the path of a URI. */
    private static String uri(String path) {
        try {
            return new java.net.URI(null, null, path, null).getRawPath();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void text(String name, String text) {
        json.name(name).object().member("text", text).endObject();
    }
}
