package nutshell.network;

import java.util.List;

/** One instruction of an nf_tables rule: it reads into the first register, changes it, compares it, or decides. */
record Expression(String name, Attributes data) {

    private static final int REGISTER = 1;
    private static final int NETWORK_HEADER = 1;
    private static final int SOURCE_OFFSET = 12;
    private static final int OUTGOING_NAME = 7;

    /** The list that NFTA_RULE_EXPRESSIONS holds. */
    static Attributes list(List<Expression> expressions) {
        Attributes list = new Attributes();
        expressions.forEach(expression ->
                list.nest(1, new Attributes().put(1, expression.name).nest(2, expression.data)));
        return list;
    }

    /** The source address of an IPv4 packet: four bytes from the twelfth on (RFC 791). */
    static Expression sourceAddress() {
        return new Expression(
                "payload",
                new Attributes()
                        .putBig(1, REGISTER)
                        .putBig(2, NETWORK_HEADER)
                        .putBig(3, SOURCE_OFFSET)
                        .putBig(4, 4));
    }

    static Expression masked(byte[] mask) {
        Attributes data = new Attributes()
                .putBig(1, REGISTER)
                .putBig(2, REGISTER)
                .putBig(3, mask.length)
                .nest(4, value(mask))
                .nest(5, value(new byte[mask.length]));
        return new Expression("bitwise", data);
    }

    static Expression outgoingName() {
        return new Expression("meta", new Attributes().putBig(1, REGISTER).putBig(2, OUTGOING_NAME));
    }

    static Expression compared(boolean equal, byte[] with) {
        return new Expression(
                "cmp",
                new Attributes().putBig(1, REGISTER).putBig(2, equal ? 0 : 1).nest(3, value(with)));
    }

    static Expression masquerade() {
        return new Expression("masq", new Attributes());
    }

    private static Attributes value(byte[] bytes) {
        return new Attributes().put(1, bytes);
    }
}
