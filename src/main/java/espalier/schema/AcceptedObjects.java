package espalier.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The untracked record of which objects were found to be right, by the hash of what they and their schemas say, so that the next
 * synth need not look at them again; with a few of them stands what could not be looked at. It is a convenience: one that is
 * missing, damaged or of another program is forgotten, and one that cannot be written is left.
 *
 * <p>Lines of 16 hexadecimal digits, sorted, some with a tab and a note behind them; before them the stamp of the program and
 * how many they are, behind them a checksum.
 */
final class AcceptedObjects {
    private static final int WIDTH = 16;

    private final @Nullable Path file;
    private final long stamp;
    private long[] known = {};
    private boolean[] used = {};
    private final Map<Long, String> notes = new HashMap<>();
    private long[] added = new long[16];
    private int addedCount;

    /**
     * @param file where the record is kept; null where none is
     * @param stamp of the program and of what else every verdict depends on
     */
    AcceptedObjects(@Nullable Path file, long stamp) {
        this.file = file;
        this.stamp = stamp;
        if (file != null) {
            read(file);
        }
    }

    private void read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return;
        }
        int head = 2 * (WIDTH + 1);
        int tail = bytes.length - WIDTH - 1;
        if (tail < head || number(bytes, tail) != checksum(bytes, tail) || number(bytes, 0) != stamp) {
            return;
        }
        known = new long[(int) number(bytes, WIDTH + 1)];
        used = new boolean[known.length];
        int at = head;
        for (int i = 0; i < known.length; i++) {
            known[i] = number(bytes, at);
            at += WIDTH;
            if (bytes[at] == '\t') {
                int from = at + 1;
                while (bytes[at] != '\n') {
                    at++;
                }
                notes.put(known[i], new String(bytes, from, at - from, StandardCharsets.UTF_8));
            }
            at++;
        }
    }

    private static long checksum(byte[] bytes, int length) {
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; i < at + WIDTH; i++) {
            int digit = bytes[i];
            number = number << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10) & 15;
        }
        return number;
    }

    /** Whether the object with this hash was found to be right before. */
    boolean holds(long hash) {
        int at = Arrays.binarySearch(known, hash);
        if (at < 0) {
            return false;
        }
        used[at] = true;
        return true;
    }

    /** What was noted of the object with this hash, which is held. */
    @Nullable
    String note(long hash) {
        return notes.isEmpty() ? null : notes.get(hash);
    }

    /** @param note what could not be looked at, on one line; null where nothing was left out */
    void add(long hash, @Nullable String note) {
        if (note != null) {
            notes.put(hash, note);
        }
        if (addedCount == added.length) {
            added = Arrays.copyOf(added, addedCount * 2);
        }
        added[addedCount++] = hash;
    }

    /** Keeps what was asked for or added, and forgets the rest; writes only when that is something else than before. */
    void save() {
        long[] kept = kept();
        if (file == null || addedCount == 0 && kept.length == known.length) {
            return;
        }
        var text = new StringBuilder((kept.length + 3) * (WIDTH + 1));
        line(stamp, null, text);
        line(kept.length, null, text);
        for (long hash : kept) {
            line(hash, note(hash), text);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        line(checksum(bytes, bytes.length), null, text);
        byte[] tail = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + tail.length);
        System.arraycopy(tail, 0, all, bytes.length, tail.length);
        try {
            write(file, all);
        } catch (IOException e) {
            // The next synth looks at all objects again.
        }
    }

    private static void line(long number, @Nullable String note, StringBuilder text) {
        String digits = Long.toHexString(number);
        text.append("0000000000000000", digits.length(), WIDTH).append(digits);
        if (note != null) {
            text.append('\t').append(note.replace('\n', ' '));
        }
        text.append('\n');
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        Files.createDirectories(folder);
        Path staged = Files.createTempFile(folder, file.getFileName() + ".", ".new");
        try {
            Files.write(staged, bytes);
            Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private long[] kept() {
        long[] kept = new long[known.length + addedCount];
        int count = 0;
        for (int i = 0; i < known.length; i++) {
            if (used[i]) {
                kept[count++] = known[i];
            }
        }
        System.arraycopy(added, 0, kept, count, addedCount);
        kept = Arrays.copyOf(kept, count + addedCount);
        Arrays.sort(kept);
        return kept;
    }
}
