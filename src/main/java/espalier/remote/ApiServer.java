package espalier.remote;

import espalier.json.JsonReader;
import espalier.remote.Kubeconfig.Context;
import espalier.tree.Mapping;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A cluster's API server, which is only asked, never told. */
public final class ApiServer {
    private final HttpClient client;
    private final String address;
    private final @Nullable String authorization;

    private ApiServer(HttpClient client, String address, @Nullable String authorization) {
        this.client = client;
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.authorization = authorization;
    }

    /** The one of the context {@code name} of {@code config}, or of the current one where that is null. */
    public static ApiServer of(Kubeconfig config, @Nullable String name) throws RemoteException {
        Context context = config.context(name);
        Mapping cluster = context.cluster().content();
        String address = String.valueOf(cluster.text("server"));
        for (String unknown : new String[] {"tls-server-name", "proxy-url"}) {
            if (cluster.has(unknown)) {
                throw new RemoteException("the kubeconfig has " + unknown + " for " + context.name()
                        + ", which is not supported here: run kubectl proxy, and give --server http://127.0.0.1:8001");
            }
        }
        Credential credential = Credential.of(context.user());
        HttpClient client = builder()
                .sslContext(Trust.context(
                        context.cluster().bytes("certificate-authority"),
                        credential.certificate(),
                        credential.key(),
                        "true".equals(cluster.text("insecure-skip-tls-verify"))))
                .build();
        return new ApiServer(client, address, credential.header());
    }

    /** The one at {@code address}, which asks for nobody's name, as {@code kubectl proxy} does. */
    public static ApiServer at(String address) {
        return new ApiServer(builder().build(), address, null);
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL);
    }

    /** For people. */
    public String address() {
        return address;
    }

    /**
     * What the server has under {@code path}, which begins with a slash.
     *
     * @return null where it has nothing there, or does not show it to this user
     */
    @Nullable
    Mapping get(String path) throws RemoteException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(Duration.ofMinutes(1))
                    .header("Accept", "application/json");
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 403 || answer.statusCode() == 404) {
                return null;
            }
            if (answer.statusCode() != 200) {
                throw new RemoteException(address + path + " answers " + answer.statusCode()
                        + (answer.statusCode() == 401 ? ": the user of the kubeconfig is not known there" : ""));
            }
            if (JsonReader.read(answer.body()) instanceof Mapping mapping) {
                return mapping;
            }
            throw new RemoteException(address + path + " answers no object");
        } catch (SSLException e) {
            throw new RemoteException(
                    address + " is not who the kubeconfig's certificate-authority vouches for, or does not take the"
                            + " client's certificate",
                    e);
        } catch (ConnectException e) {
            throw new RemoteException("nobody answers at " + address, e);
        } catch (IOException | IllegalArgumentException | JsonReader.SyntaxException e) {
            throw new RemoteException(address + " cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("it was interrupted", e);
        }
    }
}
