package nutshell.evidence.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Asks a cluster's API, and never for longer than its patience in all. Reading is GET alone. */
final class ClusterConnection {

    private static final int MOST_BYTES = 32 << 20;
    private static final char[] NO_PASSWORD = {};

    private final ClusterAddress address;
    private final HttpClient client;
    private final long deadline;

    /** What came: its status, and the document where it is one. */
    record Answer(int status, JsonNode body) {}

    ClusterConnection(ClusterAddress address, Duration patience) {
        this.address = address;
        this.deadline = System.nanoTime() + patience.toNanos();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.dividedBy(3));
        try {
            if ("https".equals(address.server().getScheme())) {
                builder.sslContext(context(address));
            }
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw unreachable("the certificates or the key of its kubeconfig cannot be used");
        }
        this.client = builder.build();
    }

    private static SSLContext context(ClusterAddress address) throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(
                address.authority().isEmpty()
                        ? null
                        : authorities(address.authority().get()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity(address), NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore authorities(byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<Certificate> certificates = Pem.certificates(pem);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority " + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore identity(ClusterAddress address) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        if (address.certificate().isPresent() && address.key().isPresent()) {
            store.setKeyEntry(
                    "us",
                    Pem.key(address.key().get()),
                    NO_PASSWORD,
                    Pem.certificates(address.certificate().get()).toArray(new Certificate[0]));
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** Refuses where no answer comes in time, or none that can be read. */
    Answer get(String path) {
        return ask("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /** Sends an object; for {@link Publication} alone. */
    Answer send(String method, String path, JsonNode object) {
        return ask(method, path, HttpRequest.BodyPublishers.ofString(object.toString()));
    }

    private Answer ask(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.server() + path))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body);
        address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        CompletableFuture<Answer> answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(ClusterConnection::answer);
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unreachable("it did not answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : unreachable(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("we were interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Refusal.failed("it answers with more than 32 MiB at once", "kubectl get --raw /");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean done = response.statusCode() == 200;
            return new Answer(response.statusCode(), Documents.parseJson(done ? text : "{}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of the chain of causes says most: "PKIX path building failed", "Connection refused". */
    private static String reason(Throwable failure) {
        Throwable last = failure;
        for (int i = 0; i < 10 && last.getCause() != null; i++) {
            last = last.getCause();
        }
        String message = last.getMessage();
        return Printable.text(message == null ? last.getClass().getSimpleName() : message, 200);
    }

    /** Without its cause: what a library could not read, it may quote. */
    private Refusal unreachable(String why) {
        return Refusal.machine(
                "the cluster at %s cannot be read: %s"
                        .formatted(Printable.text(address.server().toString(), 200), why),
                "kubectl get --raw /version");
    }
}
