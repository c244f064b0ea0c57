package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.WholeNumber;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Liveness probes that may end a container before it has started. Two signs of a slow start count, and no other: whoever wrote
 * the probe lets it wait for two minutes, or the image is known to need long and the probe gives it less than that.
 */
final class SlowStarts {
    private static final int LONG_DELAY_SECONDS = 120;
    private static final int PATIENCE_SECONDS = 120;

    /** What the documentation of an image says of its first start; by the end of the repository's name. */
    private static final Map<String, String> SLOW = slow();

    private SlowStarts() {}

    private static Map<String, String> slow() {
        var slow = new LinkedHashMap<String, String>();
        slow.put("/open-webui", "downloads a model for embeddings at its first start");
        slow.put("/localai", "downloads the models that it is told to serve before it answers");
        slow.put("/vllm-openai", "loads the whole model before it answers");
        slow.put("/text-generation-inference", "downloads and loads the model before it answers");
        slow.put("/text-embeddings-inference", "downloads and loads the model before it answers");
        slow.put("gitlab/gitlab-ce", "configures itself for some minutes at every start");
        slow.put("gitlab/gitlab-ee", "configures itself for some minutes at every start");
        slow.put("nextcloud", "installs itself at its first start, and migrates at each upgrade");
        slow.put("sonarqube", "starts a search engine and migrates its database first");
        slow.put("discourse/discourse", "migrates its database and compiles its assets first");
        return slow;
    }

    static void check(Pod pod) {
        for (Mapping container : pod.containers()) {
            Mapping liveness = container.mapping("livenessProbe");
            if (liveness != null && !container.has("startupProbe")) {
                check(pod.object(), container, liveness);
            }
        }
    }

    private static void check(KubernetesObject object, Mapping container, Mapping liveness) {
        long delay = number(liveness, "initialDelaySeconds", 0);
        long patience = delay + number(liveness, "periodSeconds", 10) * number(liveness, "failureThreshold", 3);
        Part where = Part.container(container, object);
        String slow = reason(String.valueOf(container.text("image")));
        if (delay >= LONG_DELAY_SECONDS) {
            warn(
                    object,
                    "Tried to leave " + where + " alone for " + delay
                            + " s before its livenessProbe, but after that a start"
                            + " that takes longer is ended for ever, and a hang within that time is not seen");
        } else if (slow != null && patience < PATIENCE_SECONDS) {
            warn(
                    object,
                    "Tried to end " + where + " when it does not answer within " + patience + " s, but its image "
                            + slow);
        }
    }

    private static long number(Mapping probe, String key, long otherwise) {
        Long number = WholeNumber.at(probe, key);
        return number == null ? otherwise : number;
    }

    private static @Nullable String reason(String image) {
        String repository = repository(image);
        for (Map.Entry<String, String> entry : SLOW.entrySet()) {
            String name = entry.getKey();
            boolean whole = repository.equals(name) || repository.endsWith("/" + name);
            if (whole || name.startsWith("/") && repository.endsWith(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String repository(String image) {
        int at = image.indexOf('@');
        String name = at < 0 ? image : image.substring(0, at);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    private static void warn(KubernetesObject object, String message) {
        object.error(
                Soundness.LIVENESS_TOO_EARLY,
                message,
                "give it a startupProbe with the patience that a start needs: the livenessProbe waits for it");
    }
}
