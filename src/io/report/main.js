for (const start of [timelineSection, momentSection, headlineSection, flowSection, armSection, bodySection, partsSection, heartSection, flowMapSection, wavesSection, handsSection, balanceSection, safetySection,
  functionSection, assumptionsSection]) start();
if (study.protocols.length < 2) document.querySelector("#selector .pills").hidden = true;
