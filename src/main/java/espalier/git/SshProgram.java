package espalier.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Speaks ssh by the user's own program, as git does, so that agents, hardware keys and {@code ~/.ssh} count as usual. */
final class SshProgram extends SshSessionFactory {
    private final @Nullable String command;

    /** @param command the shell's, by which the user has ssh spoken; null for ssh itself */
    SshProgram(@Nullable String command) {
        this.command = command;
    }

    @Override
    public String getType() {
        return "program";
    }

    @Override
    public RemoteSession getSession(URIish uri, @Nullable CredentialsProvider credentials, FS fs, int timeout) {
        return new Session(uri, command);
    }

    private static final class Session implements RemoteSession {
        private final URIish uri;
        private final @Nullable String command;

        Session(URIish uri, @Nullable String command) {
            this.uri = uri;
            this.command = command;
        }

        @Override
        public Process exec(String asked, int timeout) throws IOException {
            var words = new ArrayList<String>(
                    command == null
                            ? List.of("ssh", "-o", "ConnectTimeout=30")
                            : List.of("sh", "-c", command + " \"$@\"", command));
            if (uri.getPort() > 0) {
                words.add("-p");
                words.add(Integer.toString(uri.getPort()));
            }
            words.add(uri.getUser() == null ? uri.getHost() : uri.getUser() + "@" + uri.getHost());
            words.add(asked);
            try {
                return new ProcessBuilder(words).start();
            } catch (IOException e) {
                throw new TransportException(uri, "there is no ssh to speak to it with: " + e.getMessage(), e);
            }
        }

        @Override
        public void disconnect() {
            // the process ends with its streams
        }
    }
}
