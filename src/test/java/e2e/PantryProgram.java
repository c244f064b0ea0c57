package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.Espalier;
import features.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The program with the pantry in a JVM of its own: with variables, standard input and a folder for temporary files. */
final class PantryProgram {
    private final Path root;
    private final Path temporary;
    private final String recipient;
    private final Path kubeconfig;
    private final List<String> options = new ArrayList<>();

    PantryProgram(Path root, Path temporary, String recipient, Path kubeconfig) {
        this.root = root;
        this.temporary = temporary;
        this.recipient = recipient;
        this.kubeconfig = kubeconfig;
    }

    /** What it did. */
    record Run(int exit, String out, String err) {
        String all() {
            return out + err;
        }
    }

    public static void main(String[] args) {
        System.exit(Espalier.run(
                Arrays.copyOfRange(args, 1, args.length),
                fleet -> fleet.cluster("pantry", (f, name) -> new Pantry(f, name, args[0]))
                        .cluster("larder", (f, name) -> new Pantry(f, name, args[0]))));
    }

    /** The same, with options of the JVM. */
    PantryProgram with(String... more) {
        var other = new PantryProgram(root, temporary, recipient, kubeconfig);
        other.options.addAll(options);
        other.options.addAll(List.of(more));
        return other;
    }

    /** The same, as another user. */
    PantryProgram as(Path other) {
        return new PantryProgram(root, temporary, recipient, other);
    }

    Run run(String... args) {
        return run(Map.of(), "", args);
    }

    private List<String> command(String... args) {
        var classPath = new ArrayList<>(List.of(ChildJvm.classes(), ChildJvm.testClasses()));
        classPath.addAll(ChildJvm.libraries());
        var command = new ArrayList<String>();
        command.add(ChildJvm.jdk().resolve("bin/java").toString());
        command.addAll(ChildJvm.QUICK);
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Despalier.root=" + root.toAbsolutePath());
        command.addAll(List.of("-cp", ChildJvm.classPath(classPath), PantryProgram.class.getName(), recipient));
        command.addAll(List.of(args));
        return command;
    }

    /** Runs it in a terminal, on which {@code answers} are typed once what stands before them has been asked. */
    Run onTerminal(Path folder, Map<String, String> answers, String... args) throws IOException {
        var words = new StringBuilder();
        command(args).forEach(word -> words.append(quoted(word)).append(", "));
        var asked = new StringBuilder();
        answers.forEach((question, answer) -> asked.append(quoted(question))
                .append(": ")
                .append(quoted(answer))
                .append(", "));
        Path script = Files.writeString(
                folder.resolve("terminal.py"), """
                import os, pty, signal, sys
                signal.alarm(60) # a question that nobody expects
                pid, terminal = pty.fork()
                if pid == 0:
                    os.execv(%s, [%s])
                answers, seen, rest = {%s}, b"", b""
                while True:
                    try:
                        some = os.read(terminal, 4096)
                    except OSError:
                        break
                    if not some:
                        break
                    seen += some
                    rest += some
                    for question in list(answers):
                        if question.encode() in rest:
                            os.write(terminal, (answers.pop(question) + "\\n").encode())
                            rest = b""
                os.write(1, seen)
                sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """.formatted(quoted(command().get(0)), words, asked));
        Run run = start(List.of("python3", script.toString()), Map.of(), "", args);
        Files.delete(script);
        return run;
    }

    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    Run run(Map<String, String> environment, String in, String... args) {
        return start(command(args), environment, in, args);
    }

    private Run start(List<String> command, Map<String, String> environment, String in, String... args) {
        try {
            Path out = Files.createTempFile("pantry", ".out");
            Path err = Files.createTempFile("pantry", ".err");
            var builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream to = process.getOutputStream()) {
                to.write(in.getBytes(UTF_8));
            } catch (IOException e) {
                // it reads nothing
            }
            var run = new Run(process.waitFor(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            System.err.println(
                    "e2e: espalier " + String.join(" ", args) + ": exit code " + run.exit() + "\n" + run.all());
            return run;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
