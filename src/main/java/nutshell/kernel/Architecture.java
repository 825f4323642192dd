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
            "4889fbe885000000b9a00f0000833b017421f390ffc975f58b1383fa017414b8ca0000004889dfbe800000004531d20f"
                    + "05ebd5488b4310488b7b18488b7320488b53284c8b53304c8b43384c8b4b400f054885c0751448837b0801720d770458"
                    + "5fffd0e82500000031c048894348c70302000000b8ca0000004889dfbe81000000ba010000000f05e97bffffffb89d00"
                    + "0000bf01000000be090000000f05b86e0000000f054885c07e06483b43507501c331ffb8e70000000f05"),
    AARCH64(
            "fd7bbfa9f30300aa740240f973420091680240f92802f8b7200080d26102019180023fd6680240f9608640a9628e41a9649642a9"
                    + "010000d4601e00f9f50300aa200080d26142019180023fd6b500f8b773820191efffff17000080d202000014e00f80d2"
                    + "c80b80d2010000d4",
            "f30300aa2500009414f4815262fedf885f040071400100543f2003d59406007161ffff54480c80d2e00313aa011080d2"
                    + "030080d2010000d4f4ffff17680a40f9608641a9628e42a9649643a9010000d4200100b5690640f93f0500f1c3000054"
                    + "68000054e903c1a820013fd60b000094000080d2602600f94200805262fe9f88480c80d2e00313aa211080d2220080d2"
                    + "010000d4ddffff17e81480d2200080d2210180d2010000d4a81580d2010000d41f0000f18d000054692a40f91f0009eb"
                    + "41000054c0035fd6000080d2c80b80d2010000d4");

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
