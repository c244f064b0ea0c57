package espalier.cdk8s;

import espalier.Text;
import espalier.tree.Scalar;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** Texts that go through cdk8s as strings, and are found again in what it gives. */
final class Handles {
    /** A DNS label with it is still one, since cdk8s refuses names that are none. */
    private static final String START = "espalier-handle-";

    private static final char END = 'x';

    private final List<Text> texts = new ArrayList<>();

    /** A string that stands for {@code text}. */
    String placeholder(Text text) {
        texts.add(text);
        return START + (texts.size() - 1) + END;
    }

    /** {@code written} with texts in the place of what stands for them. */
    Value restored(String written) {
        int start = written.indexOf(START);
        if (start < 0) {
            return Scalar.of(written);
        }
        var parts = new ArrayList<Object>();
        int done = 0;
        for (; start >= 0; start = written.indexOf(START, done)) {
            int end = written.indexOf(END, start + START.length());
            parts.add(written.substring(done, start));
            parts.add(texts.get(Integer.parseInt(written.substring(start + START.length(), end))));
            done = end + 1;
        }
        parts.add(written.substring(done));
        parts.removeIf(""::equals);
        return Text.of(parts.toArray());
    }
}
