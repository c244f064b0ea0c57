package infra.gpu;

import espalier.Answer;
import espalier.Component;
import espalier.kubernetes.Connection;
import espalier.rules.Rule;
import org.jspecify.annotations.Nullable;

/** On what a cluster turns films into ones that a viewer's device can play: the platform's answer to players. */
public interface Transcoding extends Answer {
    Rule NOTHING_TRANSCODES = Rule.error(
            "nothing-transcodes",
            "An app wants to transcode, and the cluster does not say on what",
            "It would do so on the processor, and a few viewers would bring its machine to its knees",
            "give the cluster a graphics card for it, with platform(…)");

    /** What gives a container such a device. */
    Connection transcoder();

    /** Each app on a device such as {@code gpu}. */
    static Transcoding on(Connection gpu) {
        return () -> gpu;
    }

    /** The answer of the cluster of {@code app}; null, and a finding, where it gives none. */
    static @Nullable Connection of(Component app) {
        Transcoding answer = app.node().answer(Transcoding.class);
        if (answer != null) {
            return answer.transcoder();
        }
        app.node()
                .findings()
                .report(
                        NOTHING_TRANSCODES,
                        app.node(),
                        "Tried to let " + app.node() + " transcode, but the cluster does not say on what",
                        "say it in the cluster's class: platform(Transcoding.on(…)) with a graphics card, or name one"
                                + " with transcoding(…)");
        return null;
    }
}
