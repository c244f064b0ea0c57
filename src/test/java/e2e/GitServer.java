package e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;

/** A bare repository that everybody on this machine can fetch from and push to, over http on loopback. */
final class GitServer implements AutoCloseable {
    private static final String NAME = "lab.git";

    private final Server server;
    private final Repository repository;
    private final int port;

    private GitServer(Server server, Repository repository, int port) {
        this.server = server;
        this.repository = repository;
        this.port = port;
    }

    /** Serves a new repository, below {@code folder}, whose branch will be {@code main}. */
    static GitServer start(Path folder) throws Exception {
        Repository repository = create(folder.resolve(NAME));
        var servlet = new GitServlet();
        servlet.setRepositoryResolver((request, name) -> {
            if (!name.equals(NAME)) {
                throw new RepositoryNotFoundException(name);
            }
            repository.incrementOpen();
            return repository;
        });
        servlet.setReceivePackFactory((request, opened) -> new ReceivePack(opened));

        var handler = new ServletContextHandler("/");
        handler.addServlet(new ServletHolder(servlet), "/*");
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return new GitServer(server, repository, connector.getLocalPort());
    }

    private static Repository create(Path folder) throws IOException {
        try {
            return Git.init()
                    .setBare(true)
                    .setInitialBranch("main")
                    .setDirectory(folder.toFile())
                    .call()
                    .getRepository();
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    /** Where to clone it from. */
    String url() {
        return "http://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        repository.close();
    }
}
