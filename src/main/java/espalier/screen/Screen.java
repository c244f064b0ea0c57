package espalier.screen;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The terminal as a page that is drawn anew: its second screen, as less and top use it. What stood on the first comes back at
 * the end, whatever size the window has by then.
 */
public final class Screen implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final String ESCAPE = "\u001b[";
    private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "?7l";
    private static final String LEAVE = ESCAPE + "?7h" + ESCAPE + "?25h" + ESCAPE + "?1049l";

    private final PrintStream out;
    private int[] size;
    private long asked = System.nanoTime();
    private List<String> shown = List.of();
    private boolean isOpen = true;

    private Screen(PrintStream out, int[] size) {
        this.out = out;
        this.size = size;
        out.print(ENTER);
        out.flush();
    }

    /** The terminal behind {@code out}, which is one; null where it cannot be drawn on, or nobody says how large it is. */
    public static @Nullable Screen open(PrintStream out, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        int[] size = kind.equals("dumb") || File.separatorChar == '\\' ? null : size();
        return size == null ? null : new Screen(out, size);
    }

    /** Its rows and columns, as the system's own program tells; null where it cannot. */
    private static int @Nullable [] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!stty.waitFor(2, TimeUnit.SECONDS) || stty.exitValue() != 0) {
                return null;
            }
            int space = said.indexOf(' ');
            int rows = Integer.parseInt(said.substring(0, Math.max(0, space)));
            int columns = Integer.parseInt(said.substring(space + 1));
            return rows < 3 || columns < 20 ? null : new int[] {rows, columns};
        } catch (IOException | NumberFormatException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** How many lines fit on it. */
    public synchronized int height() {
        look();
        return size[0];
    }

    /** How many columns fit on it. */
    public synchronized int width() {
        look();
        return size[1];
    }

    /** Java hears of no signal that a window was resized. */
    private void look() {
        long now = System.nanoTime();
        if (now - asked < SECOND) {
            return;
        }
        asked = now;
        int[] found = size();
        if (found != null && !Arrays.equals(found, size)) {
            size = found;
            shown = List.of();
        }
    }

    /** Shows {@code lines} and nothing else. */
    public synchronized void draw(List<String> lines) {
        if (!isOpen || lines.equals(shown)) {
            return;
        }
        shown = List.copyOf(lines);
        var page = new StringBuilder(ESCAPE + "H");
        for (int i = 0; i < lines.size(); i++) {
            page.append(i == 0 ? "" : "\r\n")
                    .append(lines.get(i))
                    .append(ESCAPE)
                    .append("K");
        }
        out.print(page.append(ESCAPE).append("J"));
        out.flush();
    }

    /** Gives the terminal back; from then on nothing is drawn. */
    @Override
    public synchronized void close() {
        if (isOpen) {
            isOpen = false;
            out.print(LEAVE);
            out.flush();
        }
    }
}
