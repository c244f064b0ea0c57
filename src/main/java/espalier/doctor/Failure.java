package espalier.doctor;

import espalier.tree.Mapping;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads out of what the API server answered to Flux or Helm which object it refused, and for which of a few reasons. */
final class Failure {
    private static final Pattern DRY_RUN = Pattern.compile("([A-Z]\\w+)/(?:([\\w.-]+)/)?([\\w.:-]+) dry-run failed");
    private static final Pattern NO_KIND =
            Pattern.compile("no matches for kind \\\\?\"(\\w+)\\\\?\" in version \\\\?\"([\\w./-]+?)\\\\?\"");
    private static final Pattern NO_NAMESPACE = Pattern.compile("namespaces \\\\?\"([\\w.-]+)\\\\?\" not found");
    private static final Pattern WEBHOOK = Pattern.compile("failed calling webhook \\\\?\"([\\w./-]+)\\\\?\"");
    private static final Pattern USER = Pattern.compile(
            "User \\\\?\"([^\"\\\\]+)\\\\?\" cannot (\\w+) resource \\\\?\"([\\w./-]+)\\\\?\" in API group \\\\?\"([\\w.-]*)\\\\?\"");

    private Failure() {}

    /** The cause in {@code message} of what {@code applier} could not apply; null where it is none of those known. */
    static @Nullable Cause of(Mapping applier, String message) {
        Id id = Id.of(applier);
        Matcher refused = DRY_RUN.matcher(message);
        boolean named = refused.find();
        Id object = named ? new Id(refused.group(1), or(refused.group(2)), refused.group(3)) : id;
        List<Id> makers = named ? List.of(object, id) : List.of(id);
        Matcher kind = NO_KIND.matcher(message);
        if (kind.find()) {
            String version = kind.group(2);
            return Cause.of(
                    "definition-missing",
                    object,
                    "the cluster does not know the kind " + kind.group(1) + " of " + version
                            + ": what brings its definition is not there, or comes later",
                    message,
                    "kubectl api-resources --api-group=" + version.substring(0, Math.max(0, version.indexOf('/'))),
                    makers);
        }
        Matcher user = USER.matcher(message);
        if (user.find()) {
            return Cause.of(
                    "rights-missing",
                    object,
                    user.group(1) + " may not " + user.group(2) + " " + user.group(3)
                            + (user.group(4).isEmpty() ? "" : "." + user.group(4))
                            + ", and Flux applies " + id + " in its name",
                    message,
                    "kubectl auth can-i " + user.group(2) + " " + user.group(3)
                            + (user.group(4).isEmpty() ? "" : "." + user.group(4))
                            + (object.namespace().isEmpty() ? "" : " -n " + object.namespace()) + " --as="
                            + user.group(1),
                    makers);
        }
        Matcher namespace = NO_NAMESPACE.matcher(message);
        if (namespace.find()) {
            return Cause.of(
                    "namespace-missing",
                    new Id("Namespace", "", namespace.group(1)),
                    "there is no such namespace",
                    message,
                    "kubectl get namespace " + namespace.group(1),
                    List.of(object, id));
        }
        Matcher webhook = WEBHOOK.matcher(message);
        if (webhook.find()) {
            return Cause.of(
                    "webhook",
                    object,
                    "the webhook " + webhook.group(1) + " that is asked about it does not answer",
                    message,
                    "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations",
                    makers);
        }
        if (message.contains("exceeded quota")) {
            return Cause.of(
                    "quota",
                    object,
                    "it is more than the namespace's quota leaves",
                    message,
                    Commands.kubectl(object, "describe resourcequota"),
                    makers);
        }
        if (message.contains("field is immutable") || message.contains("immutable")) {
            return Cause.of(
                    "immutable",
                    object,
                    "a field changed that Kubernetes lets nobody change",
                    message,
                    Commands.describe(object),
                    makers);
        }
        if (named) {
            return Cause.of(
                    "schema-refused", object, "the API server refuses it as it is", message, "espalier check", makers);
        }
        return null;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
