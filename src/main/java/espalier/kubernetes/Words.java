package espalier.kubernetes;

import espalier.Origin;
import espalier.Setting;
import espalier.Text;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** What a container runs, or what that is given: words, each a text of its own. */
final class Words {
    private final Setting<Sequence> setting;
    private @Nullable Origin saidAt;

    Words(Setting<Sequence> setting) {
        this.setting = setting;
    }

    /** Kubernetes takes texts here and refuses numbers, as which a port would be written. */
    void set(Object... words) {
        var texts = new Sequence();
        for (Object word : words) {
            texts.add(Text.of(word));
        }
        saidAt = originOf(texts);
        setting.set(texts);
    }

    /** As {@link #set}, of words that are written as they shall be in the pod. */
    void setWritten(Sequence words) {
        setting.set(words);
    }

    private static @Nullable Origin originOf(Sequence words) {
        for (Value word : words) {
            Origin origin = word instanceof Text text ? Expansion.originOf(text) : null;
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    /** Puts them into {@code container}, where any were given. */
    void put(Mapping container, String key, Expansion expansion) {
        Sequence words = setting.get();
        if (words != null) {
            container.putIfAny(key, expansion.words(words, saidAt));
        }
    }
}
