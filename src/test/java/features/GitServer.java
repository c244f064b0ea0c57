package features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;

/** A bare repository that everybody on this machine can fetch from and push to, over http on loopback, unless told otherwise. */
public final class GitServer implements AutoCloseable {
    private static final String NAME = "lab.git";

    private final Server server;
    private final Repository repository;
    private final int port;
    private final Faults faults;

    private GitServer(Server server, Repository repository, int port, Faults faults) {
        this.server = server;
        this.repository = repository;
        this.port = port;
        this.faults = faults;
    }

    /** What goes wrong with requests before they come to the repository. */
    private static final class Faults extends Handler.Wrapper {
        private volatile int status;
        private volatile CountDownLatch held = new CountDownLatch(0);
        private volatile boolean isAsked;
        private volatile String authorization = "";
        private final AtomicReference<Runnable> beforeReceiving = new AtomicReference<>();

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String given = String.valueOf(request.getHeaders().get(HttpHeader.AUTHORIZATION));
            if (!authorization.isEmpty() && !given.equals(authorization)) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"git\"");
                Response.writeError(request, response, callback, 401);
                return true;
            }
            if (held.getCount() > 0) {
                isAsked = true;
            }
            held.await();
            if (status != 0) {
                Response.writeError(request, response, callback, status);
                return true;
            }
            Runnable before = request.getMethod().equals("POST")
                            && request.getHttpURI().getPath().endsWith("git-receive-pack")
                    ? beforeReceiving.getAndSet(null)
                    : null;
            if (before != null) {
                before.run();
            }
            return super.handle(request, response, callback);
        }
    }

    /** From now on it answers everything with this status; 0 for what it should. */
    public void answer(int status) {
        faults.status = status;
    }

    /** From now on it answers nothing, until what is given is counted down. */
    public CountDownLatch hold() {
        faults.isAsked = false;
        faults.held = new CountDownLatch(1);
        return faults.held;
    }

    /** Whether somebody waits for an answer since then. */
    public boolean isAsked() {
        return faults.isAsked;
    }

    /** From now on it lets in nobody but {@code user}. */
    void demand(String user, String password) {
        String both = user + ":" + password;
        faults.authorization = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Does something once when the next push has been announced and is about to be taken. */
    void beforeReceiving(Runnable action) {
        faults.beforeReceiving.set(action);
    }

    /** Serves a new repository, below {@code folder}, whose branch will be {@code main}. */
    public static GitServer start(Path folder) throws Exception {
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
        var faults = new Faults();
        faults.setHandler(handler);
        server.setHandler(faults);
        server.start();
        return new GitServer(server, repository, connector.getLocalPort(), faults);
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
    public String url() {
        return "http://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        repository.close();
    }
}
