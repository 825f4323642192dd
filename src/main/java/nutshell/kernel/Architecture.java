package nutshell.kernel;

import java.util.HexFormat;
import nutshell.refusals.Refusal;

/**
 * The processors we know, with the machine code that a new child and a deputy run on each: assembled from
 * {@code child-x86_64.s}, {@code deputy-x86_64.s} and their twins for aarch64 among the resources.
 */
enum Architecture {
    X86_64(
            "554889fb4c8b234883c31048833b007847bf01000000488d734041ffd4488b03488b7b08488b7310488b53184c8b53204c8b4328"
                    + "4c8b4b300f05488943384989c5bf01000000488d735041ffd44d85ed780a4883c360ebb331ffeb05bf7f000000b8e700"
                    + "00000f05",
            "4889fbb89d000000bf01000000be090000000f05b86e0000000f05483b43507579b9a00f0000833b017421f390ffc975"
                    + "f58b1383fa017414b8ca0000004889dfbe800000004531d20f05ebd5488b4310488b7b18488b7320488b53284c8b5330"
                    + "4c8b43384c8b4b400f054885c0750b48837b08007404585fffd048894348c70302000000b8ca0000004889dfbe810000"
                    + "00ba010000000f05eb8731ffb8e70000000f05"),
    AARCH64(
            "fd7bbfa9f30300aa740240f973420091680240f92802f8b7200080d26102019180023fd6680240f9608640a9628e41a9649642a9"
                    + "010000d4601e00f9f50300aa200080d26142019180023fd6b500f8b773820191efffff17000080d202000014e00f80d2"
                    + "c80b80d2010000d4",
            "f30300aae81480d2200080d2210180d2010000d4a81580d2010000d4692a40f91f0009eb2104005414f4815262fedf88"
                    + "5f040071400100543f2003d59406007161ffff54480c80d2e00313aa011080d2030080d2010000d4f4ffff17680a40f9"
                    + "608641a9628e42a9649643a9010000d4a00000b5690640f9690000b4e903c1a820013fd6602600f94200805262fe9f88"
                    + "480c80d2e00313aa211080d2220080d2010000d4e1ffff17000080d2c80b80d2010000d4");

    private static final Architecture HERE = here();

    private final String childCode;
    private final String deputyCode;

    Architecture(String childCode, String deputyCode) {
        this.childCode = childCode;
        this.deputyCode = deputyCode;
    }

    static Architecture ofThisMachine() {
        return HERE;
    }

    private static Architecture here() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw Refusal.machine(
                        "this processor is '" + name + "'; x86-64 and aarch64 are known", "use the lab machine");
        };
    }

    /** Machine code with the C signature {@code void child(long *list)}. */
    byte[] childCode() {
        return HexFormat.of().parseHex(childCode);
    }

    /** Machine code with the C signature {@code void deputy(void *area)}. */
    byte[] deputyCode() {
        return HexFormat.of().parseHex(deputyCode);
    }
}
