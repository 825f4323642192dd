package nutshell.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * An address and how many of its first bits are the network's: {@code 10.7.0.2/24}.
 *
 * @param length from 0 to 32, or to 128 for IPv6
 */
public record Prefix(InetAddress address, int length) {

    /** Without a zero in front, which some would read as octal. */
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** At least two groups of an IPv6 address, with the colons around them. */
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private static final String EXAMPLE = "10.7.0.2/24";

    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw wrong(text, "is not ADDR/LEN");
        }
        InetAddress address = address(text.substring(0, slash));
        int length = Integer.parseInt(text.substring(slash + 1));
        int bits = address.getAddress().length * 8;
        if (length < 1 || length > bits) {
            throw wrong(text, "has a length that is not 1 to " + bits);
        }
        return new Prefix(address, length);
    }

    /** Reads an address written in digits; a name is never looked up. */
    public static InetAddress address(String text) {
        boolean four = text.matches("(" + BYTE + "\\.){3}" + BYTE);
        boolean six = text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]{2,45}");
        if (!four && !six) {
            throw wrong(text, "is no IPv4 or IPv6 address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw wrong(text, "is no IPv6 address");
        }
    }

    private static Refusal wrong(String text, String why) {
        return Refusal.usage("'%s' %s".formatted(Printable.text(text, 60), why), EXAMPLE);
    }

    public boolean isIpv4() {
        return address.getAddress().length == 4;
    }

    /** The same network's first address: {@code 10.7.0.0/24} of {@code 10.7.0.2/24}. */
    public Prefix network() {
        byte[] bytes = address.getAddress();
        byte[] mask = mask();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= mask[i];
        }
        return new Prefix(of(bytes), length);
    }

    /** As many one bits as are the network's, then zeros. */
    public byte[] mask() {
        byte[] mask = new byte[address.getAddress().length];
        for (int bit = 0; bit < length; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return mask;
    }

    /** Whether some address belongs to both networks. */
    public boolean overlaps(Prefix other) {
        int shorter = Math.min(length, other.length);
        return isIpv4() == other.isIpv4()
                && new Prefix(address, shorter).network().equals(new Prefix(other.address, shorter).network());
    }

    /** As a person writes it; the longest row of zeros in an IPv6 address is left out (RFC 5952). */
    public static String text(InetAddress address) {
        String all = address.getHostAddress().replaceAll("%.*", "");
        String longest = ZEROS.matcher(all)
                .results()
                .map(MatchResult::group)
                .reduce("", (most, zeros) -> zeros.length() > most.length() ? zeros : most);
        if (all.indexOf(':') < 0 || longest.isEmpty()) {
            return all;
        }
        int at = ZEROS.matcher(all)
                .results()
                .filter(zeros -> zeros.group().equals(longest))
                .findFirst()
                .orElseThrow()
                .start();
        return all.substring(0, at) + "::" + all.substring(at + longest.length());
    }

    /** The bytes as the kernel sends them: four or sixteen. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + Arrays.toString(bytes), e);
        }
    }

    @Override
    public String toString() {
        return text(address) + "/" + length;
    }
}
