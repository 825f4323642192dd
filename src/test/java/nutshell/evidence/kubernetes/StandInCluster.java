package nutshell.evidence.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** An API server on loopback that says what a test wants, behind real TLS; it takes one token, or one certificate. */
public final class StandInCluster implements AutoCloseable {

    public static final String TOKEN = "PLANTED.token-1";
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final KeyStore keys;
    private int hangsMillis;

    public StandInCluster(Path directory, String algorithm) throws IOException, GeneralSecurityException {
        Path file = directory.resolve("keys.p12");
        keytool(file, "server", "-keyalg", "EC", "-ext", "san=ip:127.0.0.1");
        keytool(file, "client", "-keyalg", algorithm);
        keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context();
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private static void keytool(Path store, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + " failed");
        }
    }

    private SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new TakesAnyone()}, null);
        return context;
    }

    /** Whose certificate it is, is looked at with each request. */
    private static final class TakesAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Answers this path, which may have a question behind it. */
    public void say(String path, String json) {
        answers.put(path, json);
    }

    void hang(int millis) {
        hangsMillis = millis;
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + path);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(hangsMillis));
            Optional<String> found = Optional.ofNullable(answers.get(path));
            int status = !isKnown(exchange)
                    ? 401
                    : found.isEmpty() ? 404 : found.get().isEmpty() ? 403 : 200;
            byte[] body = found.orElse("{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isKnown(HttpExchange exchange) {
        if (("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        try {
            var session = ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
            return session.getPeerCertificates()[0].equals(keys.getCertificate("client"));
        } catch (SSLPeerUnverifiedException | GeneralSecurityException e) {
            return false;
        }
    }

    public String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    public String certificate(String alias) throws GeneralSecurityException {
        return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
    }

    Key clientKey() throws GeneralSecurityException {
        return keys.getKey("client", PASSWORD.toCharArray());
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
