package espalier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.SecretDeclaration.Given;
import espalier.hidden.Hidden;
import espalier.live.Terminal;
import espalier.secrets.Givens;
import espalier.secrets.KeyName;
import espalier.secrets.SecretException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values from files, variables and standard input, as the command line says, or from who sits before a terminal. */
final class BroughtValues implements Givens {
    private final Map<String, String> environment;
    private final Map<KeyName, Source> sources = new HashMap<>();
    private final Map<KeyName, @Nullable Hidden> asked = new HashMap<>();

    BroughtValues(Map<String, String> environment) {
        this.environment = environment;
    }

    private interface Source {
        String read() throws SecretException;
    }

    void fromFile(KeyName name, Path file) {
        sources.put(name, () -> {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new SecretException(
                        "the file " + file + " cannot be read: " + e.getClass().getSimpleName());
            }
        });
    }

    void fromVariable(KeyName name, String variable) {
        sources.put(name, () -> {
            String value = environment.get(variable);
            if (value == null) {
                throw new SecretException("the environment has no variable " + variable);
            }
            return value;
        });
    }

    void fromInput(KeyName name) {
        sources.put(name, () -> {
            try {
                return new String(System.in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new SecretException(
                        "standard input cannot be read: " + e.getClass().getSimpleName());
            }
        });
    }

    /** All of standard input for one of {@code names}; a line each, in their order, for several. */
    void fromLines(List<KeyName> names) {
        if (names.size() == 1) {
            fromInput(names.get(0));
            return;
        }
        var read = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            int line = i;
            sources.put(names.get(i), () -> {
                if (read.isEmpty()) {
                    read.addAll(lines());
                }
                if (read.size() != names.size()) {
                    throw new SecretException("standard input has not as many lines as there are keys, " + read.size()
                            + " and " + names.size() + ": bring a line for each, and a value of several lines alone");
                }
                return read.get(line);
            });
        }
    }

    private static List<String> lines() throws SecretException {
        try {
            return new String(System.in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new SecretException(
                    "standard input cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public @Nullable Hidden value(KeyName name, Given given) throws SecretException {
        if (asked.containsKey(name)) {
            return asked.get(name);
        }
        Source source = sources.get(name);
        String text = source != null ? source.read() : ask(name, given);
        Hidden value = text == null ? null : Hidden.of(bare(text));
        asked.put(name, value);
        return value;
    }

    @Override
    public @Nullable Hidden brought(KeyName name, Given given) throws SecretException {
        return sources.containsKey(name) ? value(name, given) : null;
    }

    /** An editor ends what is one line with a line break, which is no part of a token; a key of several lines needs its last. */
    private static String bare(String text) {
        String stripped = text.strip();
        return stripped.indexOf('\n') < 0 ? stripped : text;
    }

    private static @Nullable String ask(KeyName name, Given given) {
        Console console = Terminal.console();
        if (console == null) {
            return null;
        }
        console.printf("%s%n", given.what() + (given.optional() ? " (or nothing)" : ""));
        char[] first = console.readPassword("%s: ", name);
        if (first == null || first.length == 0) {
            return null;
        }
        var text = new StringBuilder().append(first);
        if (!text.toString().startsWith("-----BEGIN ")) {
            return text.toString();
        }
        char[] line = first; // a key that was pasted goes on until it says that it ends
        while (line != null && !new String(line).startsWith("-----END ")) {
            line = console.readPassword();
            text.append('\n').append(line == null ? new char[0] : line);
        }
        return text.append('\n').toString();
    }
}
