for (const start of [timelineSection, headlineSection, flowSection, armSection, bodySection, partsSection, heartSection, flowMapSection, wavesSection, handsSection, balanceSection, safetySection,
  functionSection, assumptionsSection]) start();
if (study.protocols.length < 2) byId("selector").hidden = true;
