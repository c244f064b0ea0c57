package espalier;

import espalier.tree.Mapping;
import espalier.tree.StrategicMerge;

/** The text that an object is written as, byte by byte: what somebody encrypted, and nobody may render anew. */
public final class Verbatim {
    private final String text;
    private final Mapping read;

    Verbatim(String text, Mapping read) {
        this.text = text;
        this.read = read;
    }

    /** What is written. */
    public String text() {
        return text;
    }

    /** What {@code body}, once read from the text, says beyond it by now, as a partial object; empty for nothing. */
    public Mapping changes(Mapping body) {
        return StrategicMerge.between(read, body);
    }
}
