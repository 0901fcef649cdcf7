package dev.hone.planted.crowds.lib.base;

import dev.hone.planted.Fault;

/** The first of one type too many. */
@Fault
record Crowd() {}

record Type1() {}

record Type2() {}

record Type3() {}

record Type4() {}

record Type5() {}

record Type6() {}

record Type7() {}

record Type8() {}

record Type9() {}

record Type10() {}

record Type11() {}

record Type12() {}

record Type13() {}

record Type14() {}

record Type15() {}

record Type16() {}

record Type17() {}

record Type18() {}

record Type19() {}

record Type20() {}

record Type21() {}

record Type22() {}

record Type23() {}

record Type24() {}

record Type25() {}
