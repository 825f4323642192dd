package nutshell.serve.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.serve.Secrets;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** By what browsers know that they talk to this server: a given certificate with its key, or one made for this day. */
public final class Certificate {

    private static final String ALIAS = "nutshell";
    private static final List<String> KINDS = List.of("EC", "RSA", "Ed25519");

    private final KeyStore store;
    private final String password;

    private Certificate(KeyStore store, String password) {
        this.store = store;
        this.password = password;
    }

    SslContextFactory.Server forJetty() {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(store);
        context.setKeyStorePassword(password);
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return context;
    }

    /** SHA-256 of the certificate, as browsers show it, so that an attendee can compare. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(store.getCertificate(ALIAS).getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a chain and an unencrypted key in PEM. */
    public static Certificate given(Path chain, Path key) {
        try {
            String password = Secrets.token();
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain)));
            if (certificates.isEmpty()) {
                throw Refusal.usage(chain + " holds no certificate", "--certificate fullchain.pem");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    key(key),
                    password.toCharArray(),
                    certificates.toArray(new java.security.cert.Certificate[0]));
            return new Certificate(store, password);
        } catch (IOException | GeneralSecurityException e) {
            throw Refusal.usage(
                    "%s and %s are not a certificate with its key: %s"
                            .formatted(chain, key, Printable.text(e.getMessage())),
                    "--certificate fullchain.pem --key privkey.pem");
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (begin >= 0 && end > begin) {
            String base64 = pem.substring(begin + "-----BEGIN PRIVATE KEY-----".length(), end);
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            for (String kind : KINDS) {
                try {
                    return KeyFactory.getInstance(kind).generatePrivate(spec);
                } catch (GeneralSecurityException e) {
                    // Another kind, then.
                }
            }
        }
        throw Refusal.usage(
                file + " is no unencrypted key in PKCS#8",
                "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
    }

    /** Makes one with keytool(1), which lies beside every java: for these names and addresses, good for ten days. */
    public static Certificate made(Collection<String> hosts) {
        String password = Secrets.token();
        try {
            Path folder = Files.createTempDirectory("nutshell-tls");
            Path file = folder.resolve("store.p12");
            try {
                keytool(file, password, hosts);
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password.toCharArray());
                return new Certificate(store, password);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw Refusal.machine(
                    "no certificate can be made: " + Printable.text(e.getMessage()),
                    "--certificate fullchain.pem --key privkey.pem takes one of yours");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "again");
        }
    }

    private static void keytool(Path file, String password, Collection<String> hosts)
            throws IOException, InterruptedException {
        String names = String.join(",", hosts.stream().map(Certificate::subject).toList());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=nutshell"));
        command.addAll(List.of("-validity", "10", "-ext", "SAN=" + names, "-ext", "EKU=serverAuth"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass:env", "STORE"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE", password);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + said.strip());
        }
    }

    private static String subject(String host) {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        return (address ? "IP:" : "DNS:") + host;
    }
}
