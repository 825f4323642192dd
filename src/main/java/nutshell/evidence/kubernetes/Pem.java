package nutshell.evidence.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as kubeconfigs hold them (RFC 7468); PKCS #1 and SEC 1 keys are put into PKCS #8 for the JDK. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((RSA |EC )?)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] RSA = oid("06092a864886f70d0101010500");
    private static final byte[] EC = oid("06072a8648ce3d0201");

    private Pem() {}

    static List<Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
    }

    static PrivateKey key(byte[] pem) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new GeneralSecurityException("no private key in PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(3));
        byte[] pkcs8 = switch (matcher.group(1)) {
            case "RSA " -> der(SEQUENCE, VERSION_0, der(SEQUENCE, RSA), der(OCTETS, der));
            case "EC " -> der(SEQUENCE, VERSION_0, der(SEQUENCE, EC, curve(der)), der(OCTETS, der));
            default -> der;
        };
        GeneralSecurityException last = new GeneralSecurityException("a key of no known kind");
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    /** The curve's name, which SEC 1 puts behind the number: ECPrivateKey ::= SEQUENCE { 1, OCTETS, [0] OID, … }. */
    private static byte[] curve(byte[] der) throws GeneralSecurityException {
        if (der.length > 8) {
            int at = (der[1] & 0xff) < 0x80 ? 2 : 3;
            at += 3; // the version, INTEGER 1
            at += 2 + der[at + 1]; // the number, shorter than 128 bytes on every curve
            if (at + 1 < der.length && (der[at] & 0xff) == PARAMETERS && at + 2 + der[at + 1] <= der.length) {
                return Arrays.copyOfRange(der, at + 2, at + 2 + der[at + 1]);
            }
        }
        throw new GeneralSecurityException("an EC key that does not name its curve");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            inside.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = inside.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }

    private static byte[] oid(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }
}
