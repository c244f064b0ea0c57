package espalier.live;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether somebody sits before the program, who can be asked. */
public final class Terminal {
    private Terminal() {}

    /** Whether both input and output are a terminal. */
    public static boolean isThere() {
        return console() != null;
    }

    /** The terminal; null where nobody sits before one. Since Java 22 there is a console also then. */
    @SuppressWarnings("SystemConsoleNull")
    public static @Nullable Console console() {
        Console console = System.console();
        try {
            boolean sits = console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return sits ? console : null;
        } catch (NoSuchMethodException e) {
            return console;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
